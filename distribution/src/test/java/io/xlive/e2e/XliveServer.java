package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.testkit.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unpacked distribution, started by its own script with a home folder of its own. */
public final class XliveServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final String JVM_OPTIONS = "XLIVE_JVM_OPTS";

  /** The build may have been started by nohup, whose children ignore SIGHUP. */
  private static final List<String> HANG_UP_HEARD =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=HUP")
          : List.of();

  private final ChildProcess process;
  private final Path home;
  private final int httpPort;
  private final int rtmpPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private XliveServer(ChildProcess process, Path home, int httpPort, int rtmpPort) {
    this.process = process;
    this.home = home;
    this.httpPort = httpPort;
    this.rtmpPort = rtmpPort;
  }

  /** Starts on free ports with defaults and waits until it is ready. */
  public static XliveServer start(Path home) {
    return start(home, freePort(), freePort(), "");
  }

  /** Starts with a configuration file's text (empty: no file) and waits until it is ready. */
  public static XliveServer start(Path home, int httpPort, int rtmpPort, String config) {
    return ready(launch(home, httpPort, rtmpPort, config));
  }

  private static XliveServer ready(XliveServer server) {
    try {
      await("ready")
          .atMost(START)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !server.process.running() || server.ready());
      assertThat(server.process.running()).as(server.process::tail).isTrue();
      return server;
    } catch (RuntimeException | Error failure) {
      AssertionError told = new AssertionError("did not start:\n" + server.process.tail(), failure);
      server.process.close();
      throw told;
    }
  }

  /** Starts on free ports with defaults and own options of the JVM, and waits until it is ready. */
  static XliveServer startWith(Path home, String jvmOptions) {
    return ready(launch(home, freePort(), freePort(), "", Map.of(JVM_OPTIONS, jvmOptions)));
  }

  /** Starts on free ports, and with HTTPS on one more, and waits until it is ready. */
  public static XliveServer startSecure(Path home, int httpsPort, Pem pem) {
    String config =
        """
        http:
          tls:
            port: %d
            certificate: %s
            key: %s
        """
            .formatted(httpsPort, pem.certificate(), pem.key());
    return start(home, freePort(), freePort(), config);
  }

  /** Starts without waiting. */
  static XliveServer launch(Path home, int httpPort, int rtmpPort, String config) {
    return launch(home, httpPort, rtmpPort, config, Map.of());
  }

  /** Starts as nohup would, and waits until it is ready. */
  static XliveServer startWithHangUpIgnored(Path home) {
    return ready(
        launch(home, freePort(), freePort(), "", Map.of(), List.of("env", "--ignore-signal=HUP")));
  }

  private static XliveServer launch(
      Path home, int httpPort, int rtmpPort, String config, Map<String, String> more) {
    return launch(home, httpPort, rtmpPort, config, more, HANG_UP_HEARD);
  }

  private static XliveServer launch(
      Path home,
      int httpPort,
      int rtmpPort,
      String config,
      Map<String, String> more,
      List<String> by) {
    List<String> arguments = new ArrayList<>(List.of("--home", home.toString()));
    try {
      Files.createDirectories(home);
      if (!config.isEmpty()) {
        Path file = home.resolve("conf.yaml");
        Files.writeString(file, config);
        arguments.addAll(List.of("--config", file.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = new HashMap<>(more);
    environment.put("XLIVE_HTTP_PORT", Integer.toString(httpPort));
    environment.put("XLIVE_RTMP_PORT", Integer.toString(rtmpPort));
    ChildProcess process = command(by, arguments, environment);
    return new XliveServer(process, home, httpPort, rtmpPort);
  }

  /** Runs {@code bin/xlive} with arguments. */
  static ChildProcess command(List<String> arguments, Map<String, String> environment) {
    return command(HANG_UP_HEARD, arguments, environment);
  }

  private static ChildProcess command(
      List<String> by, List<String> arguments, Map<String, String> environment) {
    Path script = Path.of("target", "xlive", "bin", "xlive").toAbsolutePath();
    assertThat(script).as("the unpacked distribution; build it by mvn package").isExecutable();
    List<String> command = new ArrayList<>(by);
    command.add(script.toString());
    command.addAll(arguments);
    Map<String, String> complete = new HashMap<>(environment);
    complete.put("JAVA_HOME", System.getProperty("java.home"));
    complete.putIfAbsent(JVM_OPTIONS, "-Xmx1g");
    return ChildProcess.start("xlive", command, complete);
  }

  /** A port that nobody listens on now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int httpPort() {
    return httpPort;
  }

  public int rtmpPort() {
    return rtmpPort;
  }

  public ChildProcess process() {
    return process;
  }

  /** {@code rtmp://} address of a stream such as {@code live/one}. */
  public String rtmp(String stream) {
    return "rtmp://127.0.0.1:" + rtmpPort + "/" + stream;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  public String log() {
    return process.output();
  }

  /** The token that the server wrote for the operator of its machine. */
  String adminToken() {
    try {
      return Files.readString(home.resolve("data").resolve("admin-token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GET without a token. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** A HEAD without a token. */
  HttpResponse<String> head(String path) {
    return send(HttpRequest.newBuilder(uri(path)).HEAD());
  }

  /** A GET with the admin's token. */
  HttpResponse<String> getAsAdmin(String path) {
    return getWithToken(path, adminToken());
  }

  /** A GET with somebody's token. */
  HttpResponse<String> getWithToken(String path, String token) {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token));
  }

  /** Asks the server to stop and waits for exit code 0. */
  void stop() {
    process.terminate();
    int code = process.exitCode(STOP);
    assertThat(code).as(process::tail).isZero();
  }

  @Override
  public void close() {
    try {
      if (process.running()) {
        stop();
      }
    } finally {
      process.close();
    }
  }

  private boolean ready() {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
