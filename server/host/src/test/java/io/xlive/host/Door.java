package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.Pem;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server on the real connectors whose only answer is {@code hello}; {@code /fail} throws. */
final class Door implements AutoCloseable {
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
        if (request.getHttpURI().getPath().equals("/fail")) {
          throw new IllegalStateException("a secret path /root/x");
        }
        response.write(
            true, StandardCharsets.UTF_8.encode(request.isSecure() ? "secure" : "hello"), callback);
        return true;
      }
    };
  }

  static Door plain(String... changes) throws Exception {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      map.put(changes[i], changes[i + 1]);
    }
    return new Door(map);
  }

  static Door secure(Pem pem) throws Exception {
    return new Door(
        Map.of(
            "tls.port", "0",
            "tls.certificate", pem.certificate().toString(),
            "tls.key", pem.key().toString()));
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
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** A client that trusts this certificate and no other. */
  static HttpClient client(HttpClient.Version version, Pem pem) {
    return HttpClient.newBuilder().version(version).sslContext(pem.trust()).build();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
