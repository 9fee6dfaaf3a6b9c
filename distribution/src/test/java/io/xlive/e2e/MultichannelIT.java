package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sound of six channels whose speakers only the publisher knows: not those that FLAC implies. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class MultichannelIT {
  /** Front left, right, centre, back left, right, centre: what ffmpeg calls hexagonal. */
  private static final Bytes HEXAGON = Bytes.ofHex("94 664c6143 01 06 00000137");

  @Test
  void aPlayerThatComesLateHearsWhichChannelIsWhichSpeaker(Stage stage) {
    String stream = "multichannel/six";
    Path played = stage.folder().resolve("multichannel-six.flv");
    Path clip = clip(stage);
    assertThat(layout(clip)).as("what is pushed").hasValue(HEXAGON);
    try (ChildProcess _ = stage.push(clip, stream)) {
      stage.player(stream).playUntil(1, Stage.LIMIT);
      assertThat(stage.server().get("/" + stream + ".m3u8").body()).contains("CHANNELS=\"6\"");
      assertThat(stage.server().get("/" + stream + ".mpd").body())
          .containsPattern("<AudioChannelConfiguration [^>]*value=\"6\"");
      stage
          .ffmpeg()
          .run(
              "-y",
              "-rtmp_enhanced_codecs",
              "fLaC",
              "-i",
              stage.server().rtmp(stream),
              "-t",
              "1",
              "-c",
              "copy",
              played.toString());
    }
    assertThat(layout(played)).hasValue(HEXAGON);
  }

  private static Path clip(Stage stage) {
    return stage
        .media()
        .clip(
            "hexagonal",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=160x90:rate=25:duration=60",
                "-f",
                "lavfi",
                "-i",
                "sine=sample_rate=48000:duration=60,aformat=channel_layouts=hexagonal",
                "-c:v",
                "libopenh264",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "25",
                "-allow_skip_frames",
                "0",
                "-c:a",
                "flac"));
  }

  /** The first message that tells it. */
  private static Optional<Bytes> layout(Path file) {
    return FlvClip.read(file).tags().stream()
        .filter(tag -> tag.type() == FlvTag.AUDIO && tag.body().u8(0) == HEXAGON.u8(0))
        .map(FlvTag::body)
        .findFirst();
  }
}
