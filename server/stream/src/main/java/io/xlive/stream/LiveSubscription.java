package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.SubscribeRequest.Start;
import io.xlive.spi.output.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reader of a live stream. */
final class LiveSubscription implements Subscription {
  private static final FrameSignal NOBODY =
      new FrameSignal() {
        @Override
        public void offered(MediaFrame frame) {}

        @Override
        public void ended(EndReason reason) {}
      };

  private final LiveStream stream;
  private final Optional<Peer> player;
  private final Start start;
  private volatile Optional<FrameRing> ring;
  private final AtomicReference<@Nullable EndReason> end = new AtomicReference<>();
  private final AtomicBoolean endTold = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile FrameSignal signal = NOBODY;
  private volatile boolean cut;
  private volatile long droppedAtClose;
  private final Instant since;
  private final AtomicLong sent = new AtomicLong();

  /** {@code player} is empty for an output. */
  LiveSubscription(LiveStream stream, Optional<Peer> player, BufferLimit limit, Start start) {
    this.stream = stream;
    this.player = player;
    this.start = start;
    this.since = stream.now();
    this.ring = start == Start.NO_FRAMES ? Optional.empty() : Optional.of(new FrameRing(limit));
  }

  Optional<Peer> player() {
    return player;
  }

  Start start() {
    return start;
  }

  /** When it joined. */
  Instant since() {
    return since;
  }

  /** Bytes that went to its player, as far as that was told. */
  long sent() {
    return sent.get();
  }

  @Override
  public void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** Whether it has a ring of its own, or had one. */
  boolean framed() {
    return start != Start.NO_FRAMES;
  }

  /** Empty once closed, and for one that gets no frames. */
  Optional<FrameRing> ring() {
    return ring;
  }

  /** Whether the writer may forget it. */
  boolean closed() {
    return cut || closed.get();
  }

  /** Writer: a frame went into the ring. */
  void tell(MediaFrame frame) {
    signal.offered(frame);
  }

  /** Writer: no frame more goes in; what is in may still be read. */
  void cutOff() {
    cut = true;
  }

  /** Nothing follows; only the first call counts. */
  void finish(EndReason reason) {
    end.compareAndSet(null, reason);
    tellEnd();
  }

  @Override
  public StreamPath path() {
    return stream.path();
  }

  @Override
  public void signal(FrameSignal next) {
    signal = next;
    if (end.get() != null) {
      tellEnd();
    }
  }

  @Override
  public int drain(Consumer<? super MediaFrame> sink, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("drain at least one frame: " + most);
    }
    Optional<FrameRing> open = ring;
    return open.isPresent() ? open.get().drain(sink, most) : 0;
  }

  @Override
  public Optional<EndReason> ended() {
    return Optional.ofNullable(end.get());
  }

  @Override
  public long dropped() {
    Optional<FrameRing> open = ring;
    return open.isPresent() ? open.get().dropped() : droppedAtClose;
  }

  @Override
  public long waitingMillis() {
    Optional<FrameRing> open = ring;
    return open.isPresent() ? open.get().waitingMillis() : 0;
  }

  @Override
  public Subscription shared(BufferLimit buffer, Start from) {
    return stream.shared(buffer, from);
  }

  @Override
  public boolean cachedGop() {
    return stream.cachedGop();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      droppedAtClose = dropped();
      ring = Optional.empty();
      stream.left(this);
    }
  }

  private void tellEnd() {
    FrameSignal told = signal;
    EndReason reason = end.get();
    if (told != NOBODY && reason != null && endTold.compareAndSet(false, true)) {
      told.ended(reason);
    }
  }
}
