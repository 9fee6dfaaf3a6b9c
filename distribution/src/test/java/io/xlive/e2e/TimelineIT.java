package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time stamps that encoders really send, and tracks that come, go and change. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class TimelineIT {
  /**
   * RTMP writes stamps in 24 bits and, beyond them, in 32 (milliseconds): both edges are passed
   * three seconds into the clip.
   */
  @ParameterizedTest
  @CsvSource({"extended,16774.216", "wrapped,4294964.296"})
  void stampsPassTheEdgesOfTheirFields(String name, String offset, Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "time/" + name;
    HlsPlayer player = stage.player(stream);
    List<String> push =
        List.of(
            "-re",
            "-i",
            clip.toString(),
            "-c",
            "copy",
            "-output_ts_offset",
            offset,
            "-f",
            "flv",
            stage.server().rtmp(stream));
    try (ChildProcess process = stage.ffmpeg().start("push", push)) {
      HlsPlayer.playToEnd(Stage.LIMIT, player);
      process.succeeds(Stage.LIMIT);
    }
    new Fidelity(stage, clip, stream).fragmented(player, true, true);
  }

  @Test
  void audioThatBeginsTwoSecondsLaterStaysThere(Stage stage) {
    Path source = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    Path clip =
        stage
            .media()
            .clip(
                "apart",
                List.of(
                    "-i",
                    source.toString(),
                    "-itsoffset",
                    "2",
                    "-i",
                    source.toString(),
                    "-map",
                    "0:v",
                    "-map",
                    "1:a",
                    "-c",
                    "copy"));
    String stream = "time/apart";
    HlsPlayer player = stage.player(stream);
    stage.play(clip, stream, player);
    new Fidelity(stage, clip, stream).fragmented(player, true, true);
  }

  @Test
  void publisherThatComesBackWithOtherCodecsGetsNewSections(Stage stage) {
    Path before = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    Path after = stage.media().synthetic(6, Optional.of("libsvtav1"), Optional.of("libopus"));
    String stream = "time/change";
    HlsPlayer player = stage.player(stream);
    try (ChildProcess first = stage.push(before, stream)) {
      player.playUntil(1, Stage.LIMIT);
      first.kill();
    }
    stage.play(after, stream, player);
    assertThat(player.track("v").violations()).isEmpty();
    List<Path> runs = player.track("v").write(stage.folder(), "time-change");
    assertThat(runs).hasSize(2);
    assertThat(stage.media().kinds(runs.getFirst())).contains("h264");
    assertThat(stage.media().kinds(runs.getLast())).contains("av1");
    assertThat(FrameHash.list(stage.ffmpeg(), runs.getLast(), "v:0", FrameHash.Of.DECODED))
        .hasSameSizeAs(FrameHash.list(stage.ffmpeg(), after, "v:0", FrameHash.Of.DECODED));
  }

  @Test
  void everyAudioTrackBecomesARendition(Stage stage) {
    Path source = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    Path clip =
        stage
            .media()
            .clip(
                "two-audio",
                List.of(
                    "-i",
                    source.toString(),
                    "-map",
                    "0:v",
                    "-map",
                    "0:a",
                    "-map",
                    "0:a",
                    "-c",
                    "copy"));
    String stream = "time/audio";
    HlsPlayer player = stage.player(stream);
    stage.play(clip, stream, player);
    assertThat(new HlsClient().playlist(stage.server().uri("/" + stream + ".m3u8")))
        .contains("/audio,index.m3u8", "/audio-1,index.m3u8");
    new Fidelity(stage, clip, stream).fragmented(player, true, true);
    HlsTrack second =
        new HlsTrack(new HlsClient(), stage.server().uri("/" + stream + "/audio-1,index.m3u8"));
    second.step();
    assertThat(second.violations()).isEmpty();
    Path played = second.write(stage.folder(), "second-audio").getFirst();
    assertThat(FrameHash.hashes(stage.ffmpeg(), played, "a:0", FrameHash.Of.PACKETS))
        .isEqualTo(FrameHash.hashes(stage.ffmpeg(), clip, "a:1", FrameHash.Of.PACKETS));
  }

  /** The player of ffmpeg reads both forms from the address that people type. */
  @ParameterizedTest
  @CsvSource({"fmp4,.m3u8", "ts,/ts.m3u8", "alias,/index.m3u8"})
  void ffmpegPlaysTheAddress(String name, String suffix, Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "time/player-" + name;
    Path played = stage.folder().resolve("player-" + name + ".mkv");
    try (ChildProcess push = stage.push(clip, stream)) {
      stage.player(stream).playUntil(1, Stage.LIMIT);
      stage.ffmpeg().record(stage.server().uri("/" + stream + suffix).toString(), played);
      push.succeeds(Stage.LIMIT);
    }
    assertThat(FrameHash.hashes(stage.ffmpeg(), played, "v:0", FrameHash.Of.DECODED))
        .isEqualTo(FrameHash.hashes(stage.ffmpeg(), clip, "v:0", FrameHash.Of.DECODED));
  }
}
