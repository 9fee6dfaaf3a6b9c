package io.xlive.plugin.rtmp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * An RTMPT client that looks like a socket: what is written goes with the next read, and a read
 * asks again until something comes, on each of its HTTP connections in turn.
 */
final class TunnelSocket extends Socket {
  private static final long PATIENCE = 10_000_000_000L;

  private final RawHttp[] connections;
  private final String session;
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
  private byte[] unread = new byte[0];
  private int position;
  private int sequence;
  private int interval;
  private int largest;

  TunnelSocket(RawHttp... connections) throws IOException {
    this.connections = connections;
    session = connections[0].post("/open/1").text();
  }

  String session() {
    return session;
  }

  /** The number of the next exchange. */
  int sequence() {
    return sequence;
  }

  /** The first byte of the latest answer. */
  int interval() {
    return interval;
  }

  /** Bytes of the largest answer so far. */
  int largest() {
    return largest;
  }

  /** One exchange; returns the status. */
  int exchange() throws IOException {
    RawHttp http = connections[sequence % connections.length];
    byte[] body = unsent.toByteArray();
    unsent.reset();
    String kind = body.length > 0 ? "send" : "idle";
    RawHttp.Answer answer =
        http.post(
            "/" + kind + "/" + session + "/" + sequence++, body.length > 0 ? body : new byte[1]);
    if (answer.status() == 200) {
      interval = answer.body()[0];
      largest = Math.max(largest, answer.body().length);
      unread = answer.body();
      position = 1;
    }
    return answer.status();
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int from, int most) throws IOException {
        long until = System.nanoTime() + PATIENCE;
        while (position >= unread.length) {
          if (exchange() != 200) {
            throw new EOFException("the session is gone");
          }
          if (System.nanoTime() > until) {
            throw new SocketTimeoutException("nothing came");
          }
        }
        int count = Math.min(most, unread.length - position);
        System.arraycopy(unread, position, to, from, count);
        position += count;
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return unsent;
  }

  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void close() throws IOException {
    for (RawHttp connection : connections) {
      connection.close();
    }
  }
}
