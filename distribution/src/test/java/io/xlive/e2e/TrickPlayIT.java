package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The playlist of key frames, as a decoder reads it. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class TrickPlayIT {
  @Test
  void aDecoderGetsTheKeyFramesAndNothingElse(Stage stage) {
    Path clip = stage.media().sized(8, "320x180");
    String stream = "live/trick";
    stage.play(clip, stream, stage.player(stream));
    URI keys = stage.server().uri("/" + stream + "/video,iframes.m3u8");
    String playlist = stage.server().get("/" + stream + "/video,iframes.m3u8").body();
    long listed = playlist.lines().filter(l -> l.startsWith("video,")).count();
    long gaps = playlist.lines().filter("#EXT-X-GAP"::equals).count();
    String frames =
        stage
            .ffmpeg()
            .probe(
                "-select_streams",
                "v",
                "-show_entries",
                "frame=pict_type",
                "-of",
                "csv=p=0",
                keys.toString());
    assertThat(frames.lines().map(l -> l.replace(",", "")).filter(l -> !l.isBlank()))
        .hasSize(Math.toIntExact(listed - gaps))
        .hasSizeGreaterThan(2)
        .containsOnly("I");
  }
}
