package io.xlive.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A client that sends so slowly that no idle timeout ever ends it. */
final class Trickle {
  private static final int PAUSE_MILLIS = 100;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Trickle() {}

  /** How a connection ended: what came back, and after how long. */
  record End(String answer, long millis) {}

  /**
   * Repeats a piece, ten times a second, until the server closes.
   *
   * @throws AssertionError when it has not after a minute
   */
  static End until(Socket socket, byte[] piece) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    socket.setSoTimeout(PAUSE_MILLIS);
    InputStream in = socket.getInputStream();
    while (System.nanoTime() - start < MOST_NANOS) {
      try {
        socket.getOutputStream().write(piece);
        int read = in.read();
        while (read >= 0) {
          answer.write(read);
          read = in.read();
        }
        return end(answer, start);
      } catch (SocketTimeoutException quiet) {
        // The pause.
      } catch (IOException reset) {
        return end(answer, start);
      }
    }
    throw new AssertionError("the server has not closed; it said " + answer);
  }

  static End until(Socket socket, String piece) throws IOException {
    return until(socket, piece.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static End end(ByteArrayOutputStream answer, long start) {
    return new End(
        answer.toString(StandardCharsets.ISO_8859_1),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }
}
