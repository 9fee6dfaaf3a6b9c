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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An encoder's connection dies and comes back; the viewer does nothing. */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class ReconnectIT {
  @ParameterizedTest
  @CsvSource({"same,320x180,320", "larger,640x360,640"})
  void hlsJsPlaysOn(String name, String size, int width, Stage stage, Browser browser) {
    Path before = stage.media().sized(6, "320x180");
    Path after = stage.media().sized(6, size);
    String stream = "browser/back-" + name;
    List<String> live = List.of("-stream_loop", "-1", "-re");
    try (ChildProcess first = stage.push(before, stream, live)) {
      BrowserIT.listed(stage, stream);
      try (BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
        PlayerStatus begun = BrowserIT.plays(page, 3);
        assertThat(begun.width()).isEqualTo(320);
        first.kill();
        try (ChildProcess second = stage.push(after, stream, live)) {
          await("plays what came after the break")
              .atMost(Stage.LIMIT)
              .pollInterval(Duration.ofMillis(250))
              .untilAsserted(
                  () -> {
                    PlayerStatus status = page.status();
                    assertThat(status)
                        .as(
                            () ->
                                status
                                    + "\n"
                                    + page.evaluate("playerBuffers()")
                                    + "\n"
                                    + page.log())
                        .satisfies(
                            is -> assertThat(is.fatal()).isEmpty(),
                            is -> assertThat(is.width()).isEqualTo(width),
                            is -> assertThat(is.seconds()).isGreaterThan(begun.seconds() + 15),
                            is -> assertThat(is.frames()).isGreaterThan(begun.frames() + 300));
                  });
          assertThat(second.running()).isTrue();
        }
      }
    }
  }
}
