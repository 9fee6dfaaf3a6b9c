package io.xlive.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Serves the player page and the players, from an origin that is not the media server's, as on a
 * real web site.
 */
final class PageServer implements AutoCloseable {
  private static final Map<String, String> PAGES =
      Map.of("/player.html", "text/html; charset=utf-8", "/page.js", "text/javascript");

  private final HttpServer server;
  private final PlayerLibraries libraries;

  PageServer(PlayerLibraries libraries) {
    this.libraries = libraries;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  /**
   * The page that plays an address.
   *
   * @param player one of hls, lasting (hls.js that survives outages), shaka, shakalive (close to
   *     live), dash, mpegts
   */
  URI page(String player, URI media) {
    return URI.create(
        "http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/player.html?player="
            + player
            + "&url="
            + URLEncoder.encode(media.toString(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (PAGES.containsKey(path)) {
        answer(exchange, PAGES.get(path), PlayerLibraries.resource(path.substring(1)));
      } else if (path.startsWith("/lib/")) {
        answer(exchange, "text/javascript", libraries.script(path.substring("/lib/".length())));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
