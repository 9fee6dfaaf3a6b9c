package io.xlive.browser;

import static org.awaitility.Awaitility.await;

import io.xlive.e2e.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium with an empty profile; never outlives the test. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration START = Duration.ofSeconds(40);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ChildProcess process;
  private final Path profile;
  private final int port;

  private Chromium(ChildProcess process, Path profile, int port) {
    this.process = process;
    this.profile = profile;
    this.port = port;
  }

  /** The browser's program on the PATH. */
  static Optional<Path> find() {
    return NAMES.stream().flatMap(name -> Browsers.program(name).stream()).findFirst();
  }

  /** Starts one. */
  static Chromium start(Path program) {
    Path profile;
    try {
      profile = Files.createTempDirectory("xlive-browser-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess process =
        ChildProcess.start(
            "chromium",
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--disable-background-timer-throttling",
                "--disable-renderer-backgrounding",
                "--autoplay-policy=no-user-gesture-required",
                "--mute-audio",
                "--ignore-certificate-errors",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank"),
            Map.of());
    try {
      Path told = profile.resolve("DevToolsActivePort");
      await("the browser")
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.running() || Files.exists(told) && Files.size(told) > 0);
      int port = Integer.parseInt(Files.readAllLines(told).getFirst());
      return new Chromium(process, profile, port);
    } catch (IOException | RuntimeException e) {
      String output = process.tail();
      process.close();
      throw new IllegalStateException("the browser did not start:\n" + output, e);
    }
  }

  /** Opens a page in a tab of its own. */
  BrowserPage open(URI page) {
    Map<String, Object> target = DevTools.parse(ask("PUT", "/json/new?about:blank"));
    String id = DevTools.text(target, "id");
    URI socket = URI.create(DevTools.text(target, "webSocketDebuggerUrl"));
    return new BrowserPage(http, socket, page, () -> ask("GET", "/json/close/" + id));
  }

  @Override
  public void close() {
    process.terminate();
    process.close();
    http.close();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // a child of the browser that writes to the very end keeps its file
    }
  }

  private String ask(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(process.tail(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
