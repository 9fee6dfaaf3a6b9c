package io.xlive.host;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Writes on with the body of an answer past Jetty's output, generator and their locks: what players
 * of a live stream get, hundreds of times for each picture. Each buffer is a chunk (RFC 9112
 * section 7.1) between two of Jetty's, which has begun the body and will end it. Used by one thread
 * at a time, and not while Jetty writes.
 */
final class ChunkedBody implements Function<ByteBuffer, CompletableFuture<Boolean>> {
  private static final CompletableFuture<Boolean> TAKEN = CompletableFuture.completedFuture(true);
  private static final CompletableFuture<Boolean> REFUSED =
      CompletableFuture.completedFuture(false);

  private final HttpConnection connection;
  private final EndPoint point;

  /** The line before a chunk, with the end of the one before that: used again for each write. */
  private final ByteBuffer head = ByteBuffer.allocate(12);

  private boolean chunked;

  private ChunkedBody(HttpConnection connection) {
    this.connection = connection;
    this.point = connection.getEndPoint();
  }

  /** For the answer to a request; empty for one of HTTP/2. */
  static Optional<Function<ByteBuffer, CompletableFuture<Boolean>>> of(ServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
            instanceof HttpConnection http
        ? Optional.of(new ChunkedBody(http))
        : Optional.empty();
  }

  /**
   * Writes all of it.
   *
   * @return false when nothing was taken since the body does not consist of chunks; not complete as
   *     long as the client does not take it; failed when the connection broke
   */
  @Override
  public CompletableFuture<Boolean> apply(ByteBuffer bytes) {
    if (!chunked && !connection.getGenerator().isChunking()) {
      return REFUSED;
    }
    chunked = true;
    if (!bytes.hasRemaining()) {
      // A chunk of nothing ends the body.
      return TAKEN;
    }
    line(bytes.remaining());
    try {
      if (point.flush(head, bytes)) {
        return TAKEN;
      }
    } catch (IOException broken) {
      return CompletableFuture.failedFuture(broken);
    }
    CompletableFuture<Boolean> rest = new CompletableFuture<>();
    point.write(Callback.from(() -> rest.complete(true), rest::completeExceptionally), head, bytes);
    return rest;
  }

  /** Jetty's generator leaves the line's end behind a chunk to the next one. */
  private void line(int length) {
    head.clear().put((byte) '\r').put((byte) '\n');
    int digits = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 3) / 4;
    for (int i = digits - 1; i >= 0; i--) {
      head.put((byte) Character.forDigit(length >>> 4 * i & 0xF, 16));
    }
    head.put((byte) '\r').put((byte) '\n').flip();
  }
}
