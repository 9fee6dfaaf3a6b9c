package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.ChildProcess;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import io.xlive.e2e.XliveServer;
import io.xlive.testkit.Pem;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Over TLS a player gets playlists and media by HTTP/2, which low latency asks for. */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class Http2IT {
  @TempDir Path folder;

  @Test
  void hlsJsPlaysOverHttp2(Stage shared, Browser browser) {
    Pem pem = Pem.make(folder, "player", "-keyalg", "EC");
    int port = XliveServer.freePort();
    try (XliveServer server = XliveServer.startSecure(folder.resolve("home"), port, pem)) {
      Stage stage = new Stage(shared.ffmpeg(), server, shared.media(), folder);
      URI media = URI.create("https://127.0.0.1:" + port + "/live/two.m3u8");
      try (ChildProcess push = BrowserIT.push(stage, "live/two");
          BrowserPage page = browser.play("hls", media)) {
        BrowserIT.plays(page, 10);
        assertThat(page.protocols()).as(page.log()).containsExactly("h2");
        assertThat(push.running()).isTrue();
      }
    }
  }
}
