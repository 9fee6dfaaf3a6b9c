package io.xlive.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept HTTP/1.1 connection that asks, reads to the end, asks again. */
final class HttpConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  HttpConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  /** The bytes of a request. */
  static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks, throws the answer away, returns how many bytes its body had. */
  long pass(byte[] request) throws IOException {
    return exchange(request, new byte[0]);
  }

  /** Asks and keeps the answer's body. */
  byte[] fetch(String path) throws IOException {
    byte[] body = new byte[1 << 24];
    int length = (int) exchange(request(path), body);
    return java.util.Arrays.copyOf(body, length);
  }

  private long exchange(byte[] request, byte[] keep) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(
          status + " for " + new String(request, StandardCharsets.US_ASCII).lines().findFirst());
    }
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
    }
    if (length >= 0) {
      body(length, keep, 0);
      return length;
    }
    long total = 0;
    while (true) {
      int chunk = Integer.parseInt(line(), 16);
      body(chunk, keep, (int) total);
      line();
      if (chunk == 0) {
        return total;
      }
      total += chunk;
    }
  }

  private void body(long length, byte[] keep, int into) throws IOException {
    long done = 0;
    while (done < length) {
      fill();
      int count = (int) Math.min(length - done, end - at);
      if (keep.length > 0) {
        System.arraycopy(buffer, at, keep, into + (int) done, count);
      }
      at += count;
      done += count;
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      fill();
      char c = (char) buffer[at++];
      if (c == '\n') {
        return text.toString();
      }
      if (c != '\r') {
        text.append(c);
      }
    }
  }

  private void fill() throws IOException {
    if (at == end) {
      at = 0;
      end = in.read(buffer);
      if (end <= 0) {
        throw new EOFException("the server closed");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
