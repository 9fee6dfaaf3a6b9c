package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.ChildProcess;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import io.xlive.e2e.XliveServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The server is killed and started again, the encoder connects again; the viewer does nothing and
 * the page stays as it is.
 */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class KilledServerIT {
  private static final List<String> LIVE = List.of("-stream_loop", "-1", "-re");
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String STREAM = "browser/killed";

  @TempDir Path home;

  @Test
  void hlsJsPlaysOn(Stage stage, Browser browser) {
    Path before = stage.media().sized(6, "320x180");
    Path after = stage.media().sized(6, "640x360");
    int http = XliveServer.freePort();
    int rtmp = XliveServer.freePort();
    XliveServer killed = XliveServer.start(home, http, rtmp, "");
    try (ChildProcess first = on(stage, killed).push(before, STREAM, LIVE)) {
      BrowserIT.listed(on(stage, killed), STREAM);
      try (BrowserPage page = browser.play("lasting", killed.uri("/" + STREAM + ".m3u8"))) {
        PlayerStatus begun = BrowserIT.plays(page, 3);
        assertThat(begun.width()).isEqualTo(320);
        killed.process().kill();
        killed.process().exitCode(Duration.ofSeconds(10));
        first.kill();
        try (XliveServer next = XliveServer.start(home, http, rtmp, "");
            ChildProcess second = on(stage, next).push(after, STREAM, LIVE)) {
          await("plays what the next server has")
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(250))
              .untilAsserted(
                  () -> {
                    PlayerStatus status = page.status();
                    assertThat(status.fatal()).as("%s\n%s", status, page.log()).isEmpty();
                    assertThat(status.width()).isEqualTo(640);
                    assertThat(status.seconds()).isGreaterThan(begun.seconds() + 10);
                    assertThat(status.frames()).isGreaterThan(begun.frames() + 200);
                  });
          assertThat(second.running()).as(second::tail).isTrue();
          System.out.println("after a kill: " + page.status());
        }
      }
    } finally {
      killed.close();
    }
  }

  private static Stage on(Stage stage, XliveServer server) {
    return new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
  }
}
