package io.xlive.plugin.rtmp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP connection, byte by byte, so that a test can be as rude as it likes. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  static RawHttp open(int port) throws IOException {
    return new RawHttp(new Socket("127.0.0.1", port));
  }

  /** What the server answered. */
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.US_ASCII).trim();
    }
  }

  Answer post(String path, byte[] body) throws IOException {
    send(head(path, body.length), body);
    return answer();
  }

  Answer post(String path) throws IOException {
    return post(path, new byte[1]);
  }

  static String head(String path, long length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-fcs\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  void send(String head, byte[] body) throws IOException {
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    socket.getOutputStream().write(all);
  }

  Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(field.substring(15).trim());
      }
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Answer(status, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed");
      }
      line.append((char) next);
    }
    return line.toString().trim();
  }

  /** Whether the server closes within ten seconds. */
  boolean closed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
