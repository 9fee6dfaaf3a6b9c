package io.xlive.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Kept HTTP connections that all ask the same and wait for the answer. Of one thread. */
final class Waiters implements AutoCloseable {
  private static final long LIMIT_NANOS = 10_000_000_000L;

  /** What a connection got of its answer until now. */
  private static final class Waiter {
    private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
    private long arrival;

    /** Whether the answer is whole. */
    boolean take(SocketChannel channel) throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("the server closed a waiter");
      }
      arrival = System.nanoTime();
      String text = text();
      int head = text.indexOf("\r\n\r\n");
      return head >= 0 && answer.position() >= head + 4 + length(text.substring(0, head));
    }

    String text() {
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }

    private static int length(String head) throws IOException {
      if (!head.startsWith("HTTP/1.1 200")) {
        throw new IOException(head.lines().findFirst().orElse(""));
      }
      return head.lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("content-length:"))
          .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
          .findFirst()
          .orElseThrow(() -> new IOException("an answer without a length"));
    }
  }

  private final Selector selector = Selector.open();
  private final List<SocketChannel> channels = new ArrayList<>();

  Waiters(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      channel.socket().setTcpNoDelay(true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Waiter());
      channels.add(channel);
    }
  }

  /**
   * All ask and are answered.
   *
   * @param asked when the last of them had asked
   * @param arrivals when each had its whole answer
   * @param body of one of the answers
   */
  record Round(long asked, List<Long> arrivals, String body) {}

  Round ask(String path) throws IOException {
    byte[] request = HttpConnection.request(path);
    for (SocketChannel channel : channels) {
      ((Waiter) channel.keyFor(selector).attachment()).answer.clear();
      channel.write(ByteBuffer.wrap(request));
    }
    long asked = System.nanoTime();
    List<Long> arrivals = new ArrayList<>();
    while (arrivals.size() < channels.size()) {
      if (System.nanoTime() - asked > LIMIT_NANOS) {
        throw new IOException(channels.size() - arrivals.size() + " waiters are not answered");
      }
      selector.select(
          key -> {
            Waiter waiter = (Waiter) key.attachment();
            try {
              if (waiter.take((SocketChannel) key.channel())) {
                arrivals.add(waiter.arrival);
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          },
          1000);
    }
    String text = ((Waiter) channels.getFirst().keyFor(selector).attachment()).text();
    return new Round(asked, arrivals, text.substring(text.indexOf("\r\n\r\n") + 4));
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
