package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose client does not bring its request in time, however steadily it trickles:
 * an idle timeout alone begins anew with every byte. With HTTP/1.1 the time runs from the start of
 * the connection, TLS handshake included, or from the first byte behind an answer. HTTP/2 shows the
 * beginning of a header to nobody: there it runs from the start, and later from the last answer and
 * with the idle timeout added. Thread-safe.
 */
final class RequestDeadline {
  private static final Logger LOG = LoggerFactory.getLogger(RequestDeadline.class);

  private final long header;
  private final long idle;
  private final String rule;

  RequestDeadline(HttpConfig config) {
    this.header = config.headerTimeout().toNanos();
    this.idle = config.idleTimeout().toNanos();
    this.rule =
        "no complete header within "
            + config.headerTimeout().toMillis()
            + " ms (http.header-timeout)";
  }

  /** Milliseconds between two looks at every connection. */
  long period() {
    return Math.clamp(header / 4_000_000, 50, 1_000);
  }

  /** Ends the connection if its time is over. */
  void check(TimedEndPoint point) {
    if (point.doomed()) {
      point.close();
      return;
    }
    EndPoint top =
        point.getConnection() instanceof SslConnection tls ? tls.getSslEndPoint() : point;
    Connection connection = top.getConnection();
    switch (connection) {
      case HTTP2Connection http2 -> {
        if (!http2.getSession().getStreams().isEmpty()) {
          point.busy();
        } else if (late(point, point.served() ? header + idle : header)) {
          http2.close();
          point.doom();
        }
      }
      case ConnectionMetaData http -> {
        if (point.receiving() && late(point, header)) {
          if (connection.getBytesIn() > 0) {
            refuse(point, top, rule);
          } else {
            point.close();
          }
        }
      }
      case null, default -> {
        // Before TLS and ALPN are done; a WebSocket has been asked for by a request.
        if (!point.served() && late(point, header)) {
          point.close();
        }
      }
    }
  }

  private boolean late(TimedEndPoint point, long limit) {
    boolean late = point.waited() > limit && point.expire();
    if (late) {
      LOG.debug("closed a connection from {}: {}", point.getRemoteSocketAddress(), rule);
    }
    return late;
  }

  /** Answers 408 in HTTP/1.1 on a connection on which no answer has begun, and closes it. */
  static void refuse(TimedEndPoint point, EndPoint top, String detail) {
    byte[] body = ProblemErrorHandler.problem(HttpStatus.REQUEST_TIMEOUT_408, detail);
    String head =
        "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\n"
            + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    point.doom();
    top.write(
        Callback.from(top::shutdownOutput, failure -> point.close()),
        ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
        ByteBuffer.wrap(body));
  }
}
