package io.xlive.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A player over HTTP-FLV: HTTP/1.1, whose body is chunked (RFC 9112 section 7.1). */
final class FlvPeer implements Peer {
  private final SocketChannel channel;
  private final FlvTags tags = new FlvTags(this::tag);
  private final Pictures pictures = new Pictures();
  private final StringBuilder line = new StringBuilder();
  private boolean body;
  private boolean sized;
  private int left;
  private long received;
  private long arrival;

  private FlvPeer(SocketChannel channel) {
    this.channel = channel;
  }

  static FlvPeer player(int port, String app, String name) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    try {
      channel.socket().setTcpNoDelay(true);
      channel.write(ByteBuffer.wrap(HttpConnection.request("/" + app + "/" + name + ".flv")));
      channel.configureBlocking(false);
      return new FlvPeer(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void receive(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      throw new EOFException("the server closed a player");
    }
    arrival = System.nanoTime();
    received += count;
    buffer.flip();
    while (buffer.hasRemaining()) {
      if (left > 0) {
        int end = buffer.limit();
        int part = Math.min(left, buffer.remaining());
        tags.read(buffer.limit(buffer.position() + part));
        buffer.limit(end);
        left -= part;
      } else {
        text((char) buffer.get());
      }
    }
  }

  /** A character of the header, of a chunk's size, or of the line's end behind a chunk. */
  private void text(char c) throws IOException {
    if (c != '\n') {
      line.append(c);
      return;
    }
    String text = line.toString().strip();
    line.setLength(0);
    if (!body) {
      if (text.startsWith("HTTP/1.1") && !text.startsWith("HTTP/1.1 200")) {
        throw new IOException("refused: " + text);
      }
      sized |= text.equalsIgnoreCase("Transfer-Encoding: chunked");
      body = text.isEmpty();
      if (body && !sized) {
        throw new IOException("the answer is not chunked");
      }
    } else if (!text.isEmpty()) {
      left = Integer.parseInt(text, 16);
    }
  }

  private void tag(int type, int length, byte[] first) {
    if (type == Recording.VIDEO) {
      pictures.video(first, length, arrival);
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public boolean idle() {
    return true;
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public Pictures pictures() {
    return pictures;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
