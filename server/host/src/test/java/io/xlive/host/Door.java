package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * A server on the real connectors that answers {@code hello}; {@code /fail} throws, {@code /echo}
 * gives the body back, {@code /later} takes its time and {@code /much} is more than sockets hold.
 */
final class Door implements AutoCloseable {
  static final int LATER_MILLIS = 2_500;
  static final int MUCH = 64 * 1024 * 1024;

  final Server server = new Server();
  private final List<ServerConnector> connectors;

  private Door(Map<String, String> changes) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("port", "0", "bind", "127.0.0.1"));
    all.putAll(changes);
    HttpConfig config = ConfigDefaults.of(HttpConfig.class, all);
    connectors = Connectors.of(server, config, Path.of("").toAbsolutePath());
    connectors.forEach(server::addConnector);
    server.setErrorHandler(new ProblemErrorHandler());
    server.setHandler(new RequestLimits(config, answers()));
    server.start();
  }

  private static Handler answers() {
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        switch (request.getHttpURI().getPath()) {
          case "/fail" -> throw new IllegalStateException("a secret path /srv/x");
          case "/echo" ->
              Content.Source.asString(
                  request,
                  StandardCharsets.UTF_8,
                  Promise.from(
                      body -> response.write(true, StandardCharsets.UTF_8.encode(body), callback),
                      callback::failed));
          case "/later" ->
              request
                  .getComponents()
                  .getScheduler()
                  .schedule(
                      () -> response.write(true, StandardCharsets.UTF_8.encode("later"), callback),
                      LATER_MILLIS,
                      TimeUnit.MILLISECONDS);
          case "/much" -> response.write(true, ByteBuffer.allocate(MUCH), callback);
          default ->
              response.write(
                  true,
                  StandardCharsets.UTF_8.encode(request.isSecure() ? "secure" : "hello"),
                  callback);
        }
        return true;
      }
    };
  }

  static Door plain(String... changes) throws Exception {
    return new Door(map(changes));
  }

  static Door secure(Pem pem, String... changes) throws Exception {
    Map<String, String> map = map(changes);
    map.put("tls.port", "0");
    map.put("tls.certificate", pem.certificate().toString());
    map.put("tls.key", pem.key().toString());
    return new Door(map);
  }

  private static Map<String, String> map(String... changes) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      map.put(changes[i], changes[i + 1]);
    }
    return map;
  }

  int port() {
    return connectors.getFirst().getLocalPort();
  }

  int securePort() {
    return connectors.getLast().getLocalPort();
  }

  Socket socket() throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends what it is given and gives everything that comes back until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = socket()) {
      write(socket, request);
      return answer(socket);
    }
  }

  /** Returns once every connection is closed. */
  void closed() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> connectors.stream().allMatch(c -> c.getConnectedEndPoints().isEmpty()));
  }

  /** A client that trusts this certificate and no other. */
  static HttpClient client(HttpClient.Version version, Pem pem) {
    return HttpClient.newBuilder().version(version).sslContext(pem.trust()).build();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /**
   * Writes as much as the server takes: one that has refused already closes before a long request
   * is written, and what counts is what it answered.
   */
  private static void write(Socket socket, String request) throws IOException {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException refused) {
      if (socket.getInputStream().available() == 0) {
        throw refused;
      }
    }
  }

  /** All that comes; behind it the connection may be reset, as something was left unread. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      if (answer.size() == 0) {
        throw reset;
      }
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}
