package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.flv.FlvTag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** FLV over HTTP and WebSocket, as ffmpeg and a client of the JDK read it. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class FlvIT {
  private static final Duration SOON = Duration.ofSeconds(8);

  private static Path clip(Stage stage) {
    return stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
  }

  @Test
  void aPlayerGetsWhatWasPushedAndTheEnd(Stage stage) {
    Path clip = clip(stage);
    String stream = "flv/plain";
    try (FlvPlayer player = FlvPlayer.overHttp(stage.server().uri("/" + stream + ".flv"));
        ChildProcess push = stage.push(clip, stream)) {
      push.succeeds(Stage.LIMIT);
      assertThat(player.end(SOON)).isEqualTo("200");
      Path played = player.write(stage.folder().resolve("flv-plain.flv"));
      new Fidelity(stage, clip, stream).fromAKeyFrame(played, 100);
      sameEnd(stage, clip, played, "a:0");
    }
  }

  /** A real recording is the only HEVC that this ffmpeg can offer. */
  @Test
  void newCodecsComeInTheEnhancedForm(Stage stage) {
    Path clip = stage.media().recording("ax_h265_bframes.mp4");
    String stream = "flv/hevc";
    try (FlvPlayer player = FlvPlayer.overHttp(stage.server().uri("/" + stream + ".flv"));
        ChildProcess push = stage.push(clip, stream)) {
      await()
          .atMost(Stage.LIMIT)
          .until(() -> stage.server().get("/" + stream + ".flv?legacy=1").statusCode() == 406);
      push.succeeds(Stage.LIMIT);
      assertThat(player.end(SOON)).isEqualTo("200");
      Path played = player.write(stage.folder().resolve("flv-hevc.flv"));
      sameEnd(stage, clip, played, "v:0");
    }
  }

  @Test
  void ffmpegPlaysItToTheEnd(Stage stage) {
    Path clip = clip(stage);
    String stream = "flv/ffmpeg";
    Path played = stage.folder().resolve("flv-ffmpeg.mkv");
    try (FlvPlayer first = FlvPlayer.overHttp(stage.server().uri("/" + stream + ".flv"));
        ChildProcess push = stage.push(clip, stream)) {
      await().atMost(Stage.LIMIT).until(() -> !first.tags().isEmpty());
      String address = stage.server().uri("/" + stream + ".flv").toString();
      try (ChildProcess player =
          stage
              .ffmpeg()
              .start(
                  "play", List.of("-i", address, "-map", "0", "-c", "copy", played.toString()))) {
        push.succeeds(Stage.LIMIT);
        player.succeeds(SOON);
      }
    }
    new Fidelity(stage, clip, stream).fromAKeyFrame(played, 50);
  }

  @Test
  void aWebSocketCarriesTheSameAndSaysWhyItEnds(Stage stage) {
    Path clip = clip(stage);
    String stream = "flv/socket";
    try (FlvPlayer first = FlvPlayer.overHttp(stage.server().uri("/" + stream + ".flv"));
        ChildProcess push = stage.push(clip, stream)) {
      await().atMost(Stage.LIMIT).until(() -> !first.tags().isEmpty());
      try (FlvPlayer socket = FlvPlayer.overWebSocket(stage.server().uri("/" + stream + ".flv"))) {
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(stage.server().getAsAdmin("/streams").body())
                        .contains("\"flv\":1", "\"ws-flv\":1"));
        assertThat(stage.server().getAsAdmin("/metrics").body()).contains("xlive_flv_players");
        push.succeeds(Stage.LIMIT);
        assertThat(socket.end(SOON)).isEqualTo("1000 the stream is over");
        Path played = socket.write(stage.folder().resolve("flv-socket.flv"));
        new Fidelity(stage, clip, stream).fromAKeyFrame(played, 50);
      }
    }
  }

  @Test
  void aPublisherThatComesBackIsPlayedOn(Stage stage) {
    Path clip = clip(stage);
    String stream = "flv/back";
    try (FlvPlayer player = FlvPlayer.overHttp(stage.server().uri("/" + stream + ".flv"))) {
      try (ChildProcess push = stage.push(clip, stream)) {
        await().atMost(Stage.LIMIT).until(() -> player.tags().size() > 50);
        push.kill();
      }
      try (ChildProcess again = stage.push(clip, stream)) {
        again.succeeds(Stage.LIMIT);
      }
      assertThat(player.end(SOON)).isEqualTo("200");
      List<Long> times =
          player.tags().stream()
              .filter(tag -> tag.type() == FlvTag.VIDEO)
              .map(FlvTag::timestamp)
              .toList();
      assertThat(times).isSorted();
      assertThat(times.getLast()).isGreaterThan(6_900);
      Path played = player.write(stage.folder().resolve("flv-back.flv"));
      sameEnd(stage, clip, played, "v:0");
    }
  }

  /** What was played ends as what was pushed does, for at least two thirds of it. */
  private static void sameEnd(Stage stage, Path pushed, Path played, String track) {
    // A decoder of sound remembers what was before; its packets do not.
    FrameHash.Of of = track.startsWith("a") ? FrameHash.Of.PACKETS : FrameHash.Of.DECODED;
    List<String> all = FrameHash.hashes(stage.ffmpeg(), pushed, track, of);
    List<String> got = FrameHash.hashes(stage.ffmpeg(), played, track, of);
    int count = Math.min(all.size(), got.size());
    assertThat(count).isGreaterThan(all.size() * 2 / 3);
    assertThat(got.subList(got.size() - count, got.size()))
        .isEqualTo(all.subList(all.size() - count, all.size()));
  }
}
