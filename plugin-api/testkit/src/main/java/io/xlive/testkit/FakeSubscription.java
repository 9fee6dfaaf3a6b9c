package io.xlive.testkit;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A subscription that a test feeds by hand; nothing is dropped unless the test says so. Safe for
 * any thread.
 */
public final class FakeSubscription implements Subscription {
  private final StreamPath path;
  private final Deque<MediaFrame> waiting = new ArrayDeque<>();
  private final List<FakeSubscription> rings = new CopyOnWriteArrayList<>();
  private Optional<FrameSignal> signal = Optional.empty();
  private Optional<EndReason> ended = Optional.empty();
  private long dropped;
  private boolean closed;
  private boolean cachedGop = true;
  private long sent;

  /** An empty one. */
  public FakeSubscription(StreamPath path) {
    this.path = path;
  }

  /** Puts a frame in and tells the reader, on this thread. */
  public void offer(MediaFrame frame) {
    Optional<FrameSignal> told;
    synchronized (this) {
      if (closed || ended.isPresent()) {
        return;
      }
      waiting.add(frame);
      told = signal;
    }
    told.ifPresent(reader -> reader.offered(frame));
  }

  /**
   * Throws away what waits, as the real one does for a slow reader; the next frame offered should
   * have {@code gap()} set.
   */
  public synchronized void overflow() {
    dropped += waiting.size();
    waiting.clear();
  }

  /** Ends the publication and tells the reader. */
  public void end(EndReason reason) {
    Optional<FrameSignal> told;
    synchronized (this) {
      if (closed || ended.isPresent()) {
        return;
      }
      ended = Optional.of(reason);
      told = signal;
    }
    told.ifPresent(reader -> reader.ended(reason));
  }

  /** As if {@code stream.gop-cache} said so. */
  public synchronized void cachedGop(boolean cached) {
    cachedGop = cached;
  }

  @Override
  public synchronized boolean cachedGop() {
    return cachedGop;
  }

  @Override
  public synchronized void sent(long bytes) {
    sent += bytes;
  }

  /** Bytes that the reader said went to its player. */
  public synchronized long sent() {
    return sent;
  }

  /** Whether the reader gave it back. */
  public synchronized boolean closed() {
    return closed;
  }

  /** What {@link #shared} opened, the first first. */
  public List<FakeSubscription> rings() {
    return List.copyOf(rings);
  }

  @Override
  public FakeSubscription shared(BufferLimit buffer, SubscribeRequest.Start start) {
    FakeSubscription ring = new FakeSubscription(path);
    ring.cachedGop(cachedGop());
    rings.add(ring);
    ended().ifPresent(ring::end);
    return ring;
  }

  @Override
  public StreamPath path() {
    return path;
  }

  @Override
  public synchronized void signal(FrameSignal reader) {
    signal = Optional.of(reader);
  }

  @Override
  public int drain(Consumer<? super MediaFrame> sink, int most) {
    int taken = 0;
    while (taken < most) {
      MediaFrame next;
      synchronized (this) {
        next = waiting.poll();
      }
      if (next == null) {
        break;
      }
      sink.accept(next);
      taken++;
    }
    return taken;
  }

  @Override
  public synchronized Optional<EndReason> ended() {
    return ended;
  }

  @Override
  public synchronized long dropped() {
    return dropped;
  }

  @Override
  public synchronized long waitingMillis() {
    return waiting.isEmpty() ? 0 : millis(waiting.getLast()) - millis(waiting.getFirst());
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
  }

  private static long millis(MediaFrame frame) {
    return Ticks.rescale(frame.dts(), frame.format().timescale(), 1000);
  }
}
