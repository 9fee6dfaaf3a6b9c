package io.xlive.mediakit.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"av1.flv", "aac-multitrack.flv"})
  void whatIsReadIsWrittenByteForByte(String name) throws IOException {
    Bytes file = resource(name);
    FlvReader reader = new FlvReader(file);
    BytesBuilder copy = new BytesBuilder();
    FlvWriter.header(reader.audio(), reader.video(), copy);
    for (FlvTag tag : tags(file)) {
      FlvWriter.tag(tag.type(), tag.timestamp(), Bytes.EMPTY, tag.body(), copy);
    }
    assertThat(copy.build()).isEqualTo(file);
  }

  @Test
  void readsWhatFfmpegWritesForAv1() throws IOException {
    List<String> dump = new ArrayList<>();
    for (FlvTag tag : tags(resource("av1.flv"))) {
      if (tag.type() == FlvTag.VIDEO) {
        VideoTag.Packets packets = (VideoTag.Packets) VideoTag.parse(tag.body());
        VideoPacket packet = packets.packets().get(0);
        dump.add(
            tag.timestamp()
                + " "
                + packets.frameType()
                + " "
                + packet.codec()
                + " "
                + packet.type());
      }
    }
    assertThat(dump)
        .containsExactly(
            "0 KEY av01 SEQUENCE_START",
            "0 KEY av01 SEQUENCE_START",
            "0 INTER av01 METADATA",
            "0 KEY av01 CODED_FRAMES",
            "100 INTER av01 CODED_FRAMES",
            "200 INTER av01 CODED_FRAMES",
            "300 INTER av01 CODED_FRAMES");
  }

  @Test
  void readsWhatFfmpegWritesForTwoAudioTracks() throws IOException {
    List<String> dump = new ArrayList<>();
    for (FlvTag tag : tags(resource("aac-multitrack.flv"))) {
      if (tag.type() == FlvTag.AUDIO && tag.timestamp() == 0) {
        AudioPacket packet = ((AudioTag.Packets) AudioTag.parse(tag.body())).packets().get(0);
        dump.add(packet.codec() + " " + packet.trackId() + " " + packet.type());
      }
    }
    assertThat(dump)
        .startsWith(
            "10 0 SEQUENCE_START",
            "mp4a 0 MULTICHANNEL_CONFIG",
            "mp4a 1 SEQUENCE_START",
            "mp4a 1 MULTICHANNEL_CONFIG",
            "10 0 CODED_FRAMES");
  }

  @Test
  void readsTimestampsOf32Bits() {
    BytesBuilder out = new BytesBuilder();
    FlvWriter.header(true, false, out);
    FlvWriter.tag(FlvTag.AUDIO, 0xFEDC_BA98L, Bytes.ofHex("af"), Bytes.ofHex("01"), out);
    assertThat(tags(out.build()))
        .containsExactly(new FlvTag(FlvTag.AUDIO, 0xFEDC_BA98L, Bytes.ofHex("af01")));
  }

  @Test
  void endsWhereARecordingWasCutShort() throws IOException {
    Bytes file = resource("av1.flv");
    int whole = tags(file).size();
    for (int cut = 1; cut < 40; cut++) {
      assertThat(tags(file.slice(0, file.length() - cut))).hasSizeBetween(whole - 3, whole);
    }
  }

  @Test
  void refusesWhatIsNotFlv() {
    for (String hex :
        List.of(
            "",
            "464c56",
            "464c5701 05 00000009 00000000",
            "464c5602 05 00000009 00000000",
            "464c5601 05 00000008 00000000",
            "464c5601 05 ffffffff 00000000")) {
      assertThatThrownBy(() -> new FlvReader(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
    }
    assertThatThrownBy(
            () -> tags(Bytes.ofHex("464c5601 05 00000009 00000000 28 000000 000000 00 000000")))
        .hasMessageContaining("encrypted");
  }

  @Test
  void refusesToWriteATagThatIsTooLarge() {
    Bytes half = new BytesBuilder().zeros(0x80_0000).build();
    assertThatThrownBy(() -> FlvWriter.tag(9, 0, half, half, new BytesBuilder()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void survives20000Mutants() throws IOException {
    Mutants.run(20_000, List.of(resource("aac-multitrack.flv")), FlvReaderTest::tags);
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
    try (InputStream in = FlvReaderTest.class.getResourceAsStream(name)) {
      return Bytes.copyOf(in.readAllBytes());
    }
  }
}
