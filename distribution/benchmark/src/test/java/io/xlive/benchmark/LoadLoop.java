package io.xlive.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread of its own: sends for its publishers when their messages are due, reads for all its
 * peers.
 */
final class LoadLoop implements AutoCloseable {
  /** A publisher's place in the recording. */
  private static final class Sender {
    final RtmpPeer peer;
    final long start;
    int next;
    int round;
    long due;

    Sender(RtmpPeer peer, long start) {
      this.peer = peer;
      this.start = start;
      this.due = start;
    }
  }

  private final Recording recording;
  private final Selector selector;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Sender> senders =
      new PriorityQueue<>(Comparator.comparingLong((Sender s) -> s.due));
  private final List<Peer> players = new ArrayList<>();
  private final List<RtmpPeer> publishers = new ArrayList<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
  private final Delays late = new Delays();
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable IOException failure;

  LoadLoop(Recording recording, String name) throws IOException {
    this.recording = recording;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Begins to publish after a while. */
  void publish(RtmpPeer peer, long inNanos) {
    ask(
        () -> {
          register(peer);
          publishers.add(peer);
          for (Recording.Packet packet : recording.head()) {
            send(peer, packet, 0);
          }
          senders.add(new Sender(peer, System.nanoTime() + inNanos));
          return true;
        });
  }

  /** Begins to read for a player. */
  void play(Peer peer) {
    ask(
        () -> {
          register(peer);
          players.add(peer);
          return true;
        });
  }

  /** Runs something on the loop's thread and waits for what it says. */
  <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Its players; to be looked at within {@link #ask}. */
  List<Peer> players() {
    return players;
  }

  /** How late publishers' messages went out; to be looked at within {@link #ask}. */
  Delays late() {
    return late;
  }

  /** Fails when a connection did. */
  void check() throws IOException {
    IOException problem = ask(() -> failure == null ? new IOException("none") : failure);
    if (!"none".equals(problem.getMessage())) {
      throw new IOException("the load failed: " + problem.getMessage(), problem);
    }
  }

  private void register(Peer peer) {
    try {
      peer.channel().register(selector, SelectionKey.OP_READ, peer);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void run() {
    try {
      while (!closed) {
        Sender first = senders.peek();
        long wait = first == null ? 100_000_000 : first.due - System.nanoTime();
        if (wait > 0) {
          selector.select(this::ready, Math.max(1, (wait + 999_999) / 1_000_000));
        } else {
          selector.selectNow(this::ready);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        send();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void send() {
    long now = System.nanoTime();
    for (Sender next = senders.peek(); next != null && next.due <= now; next = senders.peek()) {
      senders.poll();
      Recording.Packet packet = recording.media().get(next.next);
      late.add(now - next.due);
      if (!send(next.peer, packet, next.round * recording.millis() + packet.millis())) {
        continue;
      }
      if (++next.next == recording.media().size()) {
        next.next = 0;
        next.round++;
      }
      long millis =
          (long) next.round * recording.millis() + recording.media().get(next.next).millis();
      next.due = next.start + millis * 1_000_000;
      senders.add(next);
      now = System.nanoTime();
    }
  }

  private boolean send(RtmpPeer peer, Recording.Packet packet, int timestamp) {
    out.clear();
    packet.write(timestamp, System.nanoTime(), out);
    try {
      peer.send(out.flip());
      interest(peer);
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  private void interest(Peer peer) {
    SelectionKey key = peer.channel().keyFor(selector);
    int wanted = peer.idle() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key != null && key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  private void ready(SelectionKey key) {
    Peer peer = (Peer) key.attachment();
    try {
      if (key.isReadable()) {
        peer.receive(in);
      }
      if (!peer.idle()) {
        peer.flush();
        interest(peer);
      }
    } catch (IOException e) {
      failure = e;
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Peer peer : players) {
      peer.close();
    }
    for (Peer peer : publishers) {
      peer.close();
    }
    selector.close();
  }
}
