package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what was pushed with what was played: every frame, in order, to the bit, at its time.
 */
final class Fidelity {
  private static final long SYNC_MICROS = 5_000;

  private final Stage stage;
  private final Path pushed;
  private final String stream;

  Fidelity(Stage stage, Path pushed, String stream) {
    this.stage = stage;
    this.pushed = pushed;
    this.stream = stream;
  }

  /**
   * fMP4: one file per track; the coded packets themselves must be equal, and every picture must
   * decode.
   */
  void fragmented(HlsPlayer player, boolean video, boolean audio) {
    List<Long> offsets = new ArrayList<>();
    if (video) {
      Path file = single(player.track("v"), "video");
      offsets.add(packets(file, "v:0", sameForm(codec(file))));
      decoded(file, "v:0");
    }
    if (audio) {
      offsets.add(packets(single(player.track("a"), "audio"), "a:0", List.of()));
    }
    assertThat(offsets.getLast() - offsets.getFirst())
        .as("audio against video, microseconds")
        .isBetween(-SYNC_MICROS, SYNC_MICROS);
  }

  /** MPEG-TS: one file; pictures are compared decoded, for their packets have another form here. */
  void transport(HlsPlayer player, boolean video, Optional<String> audioFilter, boolean audio) {
    Path file = single(player.tracks().values().iterator().next(), "muxed");
    List<Long> offsets = new ArrayList<>();
    if (video) {
      offsets.add(times(file, "v:0"));
      decoded(file, "v:0");
    }
    if (audio) {
      offsets.add(
          compare(
              FrameHash.list(stage.ffmpeg(), pushed, "a:0", FrameHash.Of.PACKETS),
              FrameHash.list(
                  stage.ffmpeg(),
                  file,
                  "a:0",
                  FrameHash.Of.PACKETS,
                  audioFilter.map(filter -> new String[] {"-bsf:a", filter}).orElse(new String[0])),
              "packets of audio"));
    }
    assertThat(offsets.getLast() - offsets.getFirst())
        .as("audio against video in MPEG-TS, microseconds")
        .isBetween(-SYNC_MICROS, SYNC_MICROS);
  }

  /**
   * What a player recorded that came in the middle: the pictures that were pushed from a key frame
   * on, one each 25.
   */
  void fromAKeyFrame(Path played, int atLeast) {
    List<String> all = FrameHash.hashes(stage.ffmpeg(), pushed, "v:0", FrameHash.Of.DECODED);
    List<String> got = FrameHash.hashes(stage.ffmpeg(), played, "v:0", FrameHash.Of.DECODED);
    assertThat(got).hasSizeGreaterThan(atLeast);
    int start = all.indexOf(got.getFirst());
    assertThat(start).as("starts with a picture that was pushed").isNotNegative();
    assertThat(start % 25).as("which is a key frame").isZero();
    assertThat(got).isEqualTo(all.subList(start, start + got.size()));
  }

  private Path single(HlsTrack track, String name) {
    assertThat(track.violations()).as("%s of %s", name, stream).isEmpty();
    List<Path> files = track.write(stage.folder(), stream.replace('/', '-') + "-" + name);
    assertThat(files).as("no break in %s\n%s", name, track.playlist()).hasSize(1);
    assertThat(
            stage
                .ffmpeg()
                .probe("-show_entries", "packet=size", "-of", "csv", files.getFirst().toString())
                .lines())
        .as("ffprobe on %s", name)
        .isNotEmpty()
        .allMatch(line -> line.matches("packet,\\d+.*"));
    return files.getFirst();
  }

  /**
   * ISO files carry AV1 without temporal delimiters (AV1-ISOBMFF, 2.4) and H.26x without parameter
   * sets (ISO/IEC 14496-15).
   */
  private static List<String> sameForm(String codec) {
    return switch (codec) {
      case "av1" -> List.of("-bsf:v", "av1_metadata=td=remove");
      case "h264" -> List.of("-bsf:v", "filter_units=remove_types=7-9");
      case "hevc" -> List.of("-bsf:v", "filter_units=remove_types=32-35");
      default -> List.of();
    };
  }

  private String codec(Path file) {
    return stage
        .ffmpeg()
        .probe("-show_entries", "stream=codec_name", "-of", "csv=p=0", file.toString())
        .strip();
  }

  private long packets(Path file, String track, List<String> filter) {
    String[] options = filter.toArray(String[]::new);
    return compare(
        FrameHash.list(stage.ffmpeg(), pushed, track, FrameHash.Of.PACKETS, options),
        FrameHash.list(stage.ffmpeg(), file, track, FrameHash.Of.PACKETS, options),
        "packets of " + track);
  }

  /** Pictures only: the times that decoders guess for reordered ones depend on the container. */
  private void decoded(Path file, String track) {
    sameHashes(
        FrameHash.list(stage.ffmpeg(), pushed, track, FrameHash.Of.DECODED),
        FrameHash.list(stage.ffmpeg(), file, track, FrameHash.Of.DECODED),
        "pictures of " + track);
  }

  private long times(Path file, String track) {
    return sameTimes(
        FrameHash.list(stage.ffmpeg(), pushed, track, FrameHash.Of.PACKETS),
        FrameHash.list(stage.ffmpeg(), file, track, FrameHash.Of.PACKETS),
        "packets of " + track);
  }

  private static long compare(List<FrameHash> expected, List<FrameHash> actual, String what) {
    sameHashes(expected, actual, what);
    return sameTimes(expected, actual, what);
  }

  private static void sameHashes(List<FrameHash> expected, List<FrameHash> actual, String what) {
    sameNumber(expected, actual, what);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).hash())
          .as("number %d of the %s", i, what)
          .isEqualTo(expected.get(i).hash());
    }
  }

  /**
   * Returns how much later the played frames are, microseconds; the same for each frame within a
   * player's tolerance.
   */
  private static long sameTimes(List<FrameHash> expected, List<FrameHash> actual, String what) {
    sameNumber(expected, actual, what);
    long offset = actual.getFirst().ptsMicros() - expected.getFirst().ptsMicros();
    for (int i = 0; i < expected.size(); i++) {
      long drift = actual.get(i).ptsMicros() - expected.get(i).ptsMicros() - offset;
      assertThat(drift)
          .as("time of number %d of the %s", i, what)
          .isBetween(-SYNC_MICROS, SYNC_MICROS);
    }
    return offset;
  }

  private static void sameNumber(List<FrameHash> expected, List<FrameHash> actual, String what) {
    assertThat(expected).isNotEmpty();
    assertThat(actual.size()).as("number of %s", what).isEqualTo(expected.size());
  }
}
