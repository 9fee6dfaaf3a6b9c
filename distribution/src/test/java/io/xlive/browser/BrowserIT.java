package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.ChildProcess;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The players that viewers have, in the browser that viewers have, on a live push. */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class BrowserIT {
  private static final double PLAYED = 20;

  @Test
  void hlsJsPlays(Stage stage, Browser browser) {
    String stream = "browser/hls";
    try (ChildProcess push = push(stage, stream);
        BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
      PlayerStatus status = plays(page, PLAYED);
      assertThat(status.lowLatency())
          .as("plays parts where the playlist has them")
          .isEqualTo(
              stage.server().get("/" + stream + "/video,index.m3u8").body().contains("PART-INF"));
      assertThat(push.running()).isTrue();
    }
  }

  @Test
  void shakaPlaysHls(Stage stage, Browser browser) {
    String stream = "browser/shaka";
    try (ChildProcess push = push(stage, stream);
        BrowserPage page = browser.play("shaka", stage.server().uri("/" + stream + ".m3u8"))) {
      plays(page, PLAYED);
      assertThat(push.running()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} plays {1}")
  @CsvSource({"mpegts, .flv"})
  void othersPlay(String player, String suffix, Stage stage, Browser browser) {
    String stream = "browser/" + player + suffix.replace('.', '-');
    try (ChildProcess push = push(stage, stream);
        BrowserPage page = browser.play(player, stage.server().uri("/" + stream + suffix))) {
      // mpegts.js jumps to the live edge when it is behind: what it jumps over is not decoded.
      plays(page, PLAYED, player.equals("mpegts") ? 15 : 20);
      assertThat(push.running()).isTrue();
    }
  }

  /** Both go by the manifest alone; without low latency they would be six seconds behind. */
  @ParameterizedTest(name = "{0} is close to live")
  @ValueSource(strings = {"dash", "shaka"})
  void dashIsCloseToLive(String player, Stage stage, Browser browser) {
    String stream = "browser/near-" + player;
    try (ChildProcess push = push(stage, stream);
        BrowserPage page = browser.play(player, stage.server().uri("/" + stream + ".mpd"))) {
      plays(page, PLAYED);
      await("closer to live than three segments")
          .atMost(Stage.LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(page::status, status -> status.latency() > 0 && status.latency() < 6);
      assertThat(push.running()).isTrue();
    }
  }

  /** A live push without an end, once the server lists enough of it. */
  static ChildProcess push(Stage stage, String stream) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    ChildProcess push = stage.push(clip, stream, List.of("-stream_loop", "-1", "-re"));
    listed(stage, stream);
    return push;
  }

  /** Waits until a player can stay as far behind live as it likes. */
  static void listed(Stage stage, String stream) {
    await(stream)
        .atMost(Stage.LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                stage
                        .server()
                        .get("/" + stream + "/video,index.m3u8")
                        .body()
                        .split("#EXTINF", -1)
                        .length
                    > 4);
  }

  /** Waits until so many seconds were played, from where the player began. */
  static PlayerStatus plays(BrowserPage page, double seconds) {
    return plays(page, seconds, 20);
  }

  private static PlayerStatus plays(BrowserPage page, double seconds, int leastFrames) {
    PlayerStatus begun = reaches(page, 0.1);
    PlayerStatus status = reaches(page, begun.seconds() + seconds);
    long frames = status.frames() - begun.frames();
    assertThat(frames).as("decoded of 25 a second").isGreaterThan((long) (seconds * leastFrames));
    assertThat(status.stalls()).as("stalls: %s", status).isLessThanOrEqualTo(1);
    System.out.println(
        "played %.1f s, %d frames (%d dropped), %d stalls, low latency %s, %.2f s behind live %s"
            .formatted(
                status.seconds() - begun.seconds(),
                frames,
                status.dropped(),
                status.stalls(),
                status.lowLatency(),
                status.latency(),
                status.errors()));
    return status;
  }

  private static PlayerStatus reaches(BrowserPage page, double seconds) {
    PlayerStatus[] last = {page.status()};
    await("playing")
        .atMost(Stage.LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .conditionEvaluationListener(
            condition -> {
              if (condition.getRemainingTimeInMS() < 500) {
                System.out.println(last[0] + "\n" + page.log());
              }
            })
        .until(
            () -> {
              last[0] = page.status();
              assertThat(last[0].fatal()).as("%s\n%s", last[0], page.log()).isEmpty();
              return last[0].seconds() >= seconds;
            });
    return last[0];
  }
}
