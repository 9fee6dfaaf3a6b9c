package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.mediakit.flv.FlvReader;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.GoldenFile;
import io.xlive.testkit.HostileInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ffmpeg 8.1 and others wrote: through depacketizer and packetizer, every byte of media comes
 * out again.
 */
class FlvRoundTripTest {
  private static final FlvCapabilities ALL =
      new FlvCapabilities(Set.of("*"), Set.of("*"), true, true, true, false, false);

  static Stream<String> names() {
    return Stream.of(
        "hevc", "av1", "vp9", "opus", "flac", "ac3", "eac3", "mp3", "multitrack", "aac-multitrack");
  }

  @ParameterizedTest
  @MethodSource("names")
  void comesOutAsItWentIn(String name) throws IOException {
    assertRoundTrip(resource(name + ".flv"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isReadAsItAlwaysWas(String name) throws IOException {
    MediaLog log = new MediaLog();
    tags(resource(name + ".flv"))
        .forEach(tag -> log.message(tag.type(), (int) tag.timestamp(), tag.body()));
    StringBuilder dump = new StringBuilder();
    for (MediaFrame frame : log.frames) {
      dump.append(
          "%s %s %d %+d %s %d bytes, crc %08x%n"
              .formatted(
                  frame.format().id(),
                  frame.format().codec(),
                  frame.dts(),
                  frame.ptsOffset(),
                  frame.flags(),
                  frame.payload().length(),
                  crc(frame.payload())));
    }
    assertThat(log.problems).isEmpty();
    GoldenFile.named("flv-" + name + ".txt").matches(dump.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"srs_avatar.flv", "srs_bbb.flv"})
  void comesOutAsARecordedSessionWentIn(String name) throws IOException {
    Path file = recordings().resolve(name);
    assumeTrue(Files.exists(file), "the recorded sessions are not on this machine");
    assertRoundTrip(Bytes.copyOf(Files.readAllBytes(file)));
  }

  @Test
  void survives200000Mutants() throws IOException {
    List<Bytes> seeds = new ArrayList<>();
    for (String name : List.of("av1", "opus", "multitrack", "aac-multitrack", "mp3")) {
      for (FlvTag tag : tags(resource(name + ".flv"))) {
        if (tag.body().length() < 400) {
          seeds.add(typed(tag));
        }
      }
    }
    // One publication for many mutants: what one leaves behind, the next one meets.
    MediaLog[] log = {new MediaLog()};
    int[] inputs = {0};
    HostileInput.from(seeds.toArray(Bytes[]::new))
        .mutants(
            200_000,
            input -> {
              if (++inputs[0] % 1_000 == 0) {
                log[0] = new MediaLog();
              }
              if (!input.isEmpty()) {
                log[0].message(input.u8(0), inputs[0], input.from(1));
              }
            });
  }

  private static void assertRoundTrip(Bytes file) {
    MediaLog log = new MediaLog();
    FlvPacketizer packetizer = new FlvPacketizer(FlvTestCodec.all(), ALL);
    Map<TrackId, TrackFormat> formats = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (FlvTag tag : tags(file)) {
      int before = log.frames.size();
      log.message(tag.type(), (int) tag.timestamp(), tag.body());
      for (MediaFrame frame : log.frames.subList(before, log.frames.size())) {
        if (formats.put(frame.format().id(), frame.format()) != frame.format()) {
          packetizer
              .start(frame.format(), 0)
              .forEach(start -> written.add("start " + start.whole().toHex()));
        }
        written.add(text(packetizer.frame(frame).orElseThrow()));
      }
      if (log.frames.size() > before) {
        wanted.add(tag.type() + " " + tag.timestamp() + " " + tag.body().toHex());
      } else if (sequenceStart(tag)) {
        wanted.add("start " + tag.body().toHex());
      }
    }
    assertThat(log.problems).isEmpty();
    assertThat(log.frames).isNotEmpty();
    // A sequence start goes out with the first frame of its format, so only the order of starts may
    // differ.
    assertThat(written.stream().filter(line -> !line.startsWith("start")))
        .containsExactlyElementsOf(
            wanted.stream().filter(line -> !line.startsWith("start")).toList());
    List<String> starts =
        wanted.stream().filter(line -> line.startsWith("start")).distinct().toList();
    assertThat(written.stream().filter(line -> line.startsWith("start")))
        .doesNotHaveDuplicates()
        .isSubsetOf(starts);
    // ffmpeg ends FLAC with one more configuration, which no frame follows.
    assertThat(starts.stream().filter(start -> !written.contains(start)))
        .allMatch(start -> start.contains("664c6143"));
  }

  private static String text(FlvMessage message) {
    return message.type()
        + " "
        + Integer.toUnsignedString(message.timestamp())
        + " "
        + message.whole().toHex();
  }

  /** One with a configuration in it; ffmpeg also announces codecs by an empty one. */
  private static boolean sequenceStart(FlvTag tag) {
    Bytes body = tag.body();
    if (body.length() < 3) {
      return false;
    }
    int first = body.u8(0);
    boolean enhanced = tag.type() == FlvTag.VIDEO ? first >= 0x80 : first >> 4 == 9;
    if (!enhanced) {
      boolean legacy = tag.type() == FlvTag.VIDEO ? (first & 0xF) == 7 : first >> 4 == 10;
      return legacy && body.u8(1) == 0;
    }
    boolean multitrack = (first & 0xF) == (tag.type() == FlvTag.VIDEO ? 6 : 5);
    return multitrack
        ? (body.u8(1) & 0xF) == 0 && body.length() > 7
        : (first & 0xF) == 0 && body.length() > 5;
  }

  private static Bytes typed(FlvTag tag) {
    return new io.xlive.spi.media.BytesBuilder().u8(tag.type()).bytes(tag.body()).build();
  }

  private static long crc(Bytes payload) {
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(payload.toArray());
    return crc.getValue();
  }

  private static List<FlvTag> tags(Bytes file) {
    FlvReader reader = new FlvReader(file);
    List<FlvTag> tags = new ArrayList<>();
    for (Optional<FlvTag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
      tags.add(tag.get());
    }
    return tags;
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = FlvRoundTripTest.class.getResourceAsStream("flv/" + name)) {
      return Bytes.copyOf(in.readAllBytes());
    }
  }

  /** The folder of recorded sessions beside the repository. */
  private static Path recordings() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path media = folder.resolveSibling("shared").resolve("media");
      if (Files.isDirectory(media)) {
        return media;
      }
    }
    return Path.of("no-recordings");
  }
}
