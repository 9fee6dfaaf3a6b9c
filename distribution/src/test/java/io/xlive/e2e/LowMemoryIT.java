package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A heap that is far too small for what comes: streams are refused and ended, the server lives. */
@ExtendWith(SharedStage.class)
class LowMemoryIT {
  private static final int MANY = 50;
  private static final List<String> LIVE = List.of("-stream_loop", "-1", "-re");

  @TempDir Path home;

  @Test
  void fiftyPublishersDoNotExhaust96Megabytes(Stage stage) {
    // Noise, or a clip compresses so well that all of them fit.
    Path clip =
        stage
            .media()
            .clip(
                "noise",
                List.of(
                    ("-f lavfi -i testsrc2=size=1280x720:rate=25,noise=alls=12:allf=t"
                            + " -f lavfi -i sine=sample_rate=48000 -t 6 -pix_fmt yuv420p"
                            + " -c:v libopenh264 -rc_mode bitrate -b:v 3000k -maxrate 3000k -g 50"
                            + " -c:a aac")
                        .split(" ")));
    List<ChildProcess> pushes = new ArrayList<>();
    try (XliveServer server = XliveServer.startWith(home, "-Xmx96m")) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
      for (int i = 0; i < MANY; i++) {
        pushes.add(own.push(clip, "low/memory" + i, LIVE));
      }
      await("the server makes room")
          .atMost(Stage.LIMIT)
          .until(
              () ->
                  !server.process().running()
                      || server.log().contains("ended by the server: media take 95 %"));
      // Longer than a playlist's window: whoever is left has filled what it may.
      await("it goes on")
          .during(Duration.ofSeconds(20))
          .atMost(Duration.ofSeconds(25))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(server.process().running()).as(server.log()).isTrue());
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.getAsAdmin("/streams").body()).contains("\"path\":\"low/memory");
      pushes.forEach(ChildProcess::kill);

      HlsPlayer player = own.player("low/after");
      await("room for one more once the others have gone")
          .atMost(Stage.LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                try (ChildProcess push = own.push(clip, "low/after", List.of("-re"))) {
                  player.playUntil(1, Duration.ofSeconds(10));
                  return true;
                } catch (AssertionError refused) {
                  return false;
                }
              });
      assertThat(server.log()).doesNotContain("OutOfMemoryError", "\tat ");
    } finally {
      pushes.forEach(ChildProcess::close);
    }
  }
}
