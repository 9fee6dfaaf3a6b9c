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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many publishers, one after the other, each with a name of its own. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class ChurnIT {
  private static final int NAMES = 300;
  private static final String CONFIG =
      """
      hls:
        idle-timeout: 1s
      """;

  @TempDir Path home;

  @Test
  void nothingIsLeftOfStreamsThatAreOverAndForgotten(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    List<FlvTag> tags = FlvClip.read(clip).tags();
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), CONFIG)) {
      for (int i = 0; i < NAMES; i++) {
        try (RtmpPublisher publisher = RtmpPublisher.open(server, "churn/s" + i)) {
          tags.forEach(publisher::send);
          publisher.finish();
        }
        if (i % 100 == 0) {
          HlsPlayer player = new HlsPlayer(server.uri("/churn/s" + i + ".m3u8"));
          HlsPlayer.playToEnd(Stage.LIMIT, player);
          assertThat(player.track("v").violations()).isEmpty();
        }
      }
      await("everything is forgotten")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(server.getAsAdmin("/stats").body())
                      .contains("\"streams\":0", "\"segments\":0", "\"bytes_held\":0"));
      assertThat(server.getAsAdmin("/streams").body()).contains("\"items\":[]");
      assertThat(server.get("/churn/s0.m3u8").statusCode()).isEqualTo(404);
    }
  }
}
