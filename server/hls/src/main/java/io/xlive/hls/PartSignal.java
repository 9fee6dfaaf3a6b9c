package io.xlive.hls;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.FrameSignal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the packager where a part may be complete, not at every frame: with the very frame that
 * completes it while somebody waits for it, and about once a part else. {@link #offered} runs on
 * the publisher's thread, {@link #await} on the packager's.
 */
final class PartSignal implements FrameSignal {
  private final long partNanos;
  private final BooleanSupplier awaited;
  private volatile long videoDueNanos = Long.MIN_VALUE;
  private volatile long audioDueNanos = Long.MIN_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private volatile boolean due;
  private volatile boolean stirred;
  private volatile @Nullable Thread reader;

  /** {@code awaited} tells, on the publisher's thread, whether anybody waits for the next part. */
  PartSignal(Duration part, BooleanSupplier awaited) {
    this.partNanos = part.toNanos();
    this.awaited = awaited;
  }

  /**
   * Says which frames complete the parts that are open: the first of each kind that is decoded at
   * or after a time, in nanoseconds of the publication's media time. On the packager's thread.
   */
  void expect(long videoNanos, long audioNanos) {
    videoDueNanos = videoNanos;
    audioDueNanos = audioNanos;
  }

  @Override
  public void offered(MediaFrame frame) {
    TrackKind kind = frame.format().kind();
    if (kind != TrackKind.VIDEO && kind != TrackKind.AUDIO) {
      return;
    }
    long nanos = Ticks.toNanos(frame.dts(), frame.format().timescale());
    boolean picture = kind == TrackKind.VIDEO;
    if ((picture && frame.key())
        || lastNanos == Long.MIN_VALUE
        || Math.abs(nanos - lastNanos) >= partNanos
        || (nanos >= (picture ? videoDueNanos : audioDueNanos) && awaited.getAsBoolean())) {
      lastNanos = nanos;
      wake();
    }
  }

  @Override
  public void ended(EndReason reason) {
    wake();
  }

  /** Wakes the packager, whoever calls. */
  void wake() {
    stirred = true;
    due = true;
    LockSupport.unpark(reader);
  }

  /**
   * Wakes it unless somebody did since the last time; to be called now and then, in case the time
   * stamps stand still. A wait with a timer of its own would cost more than the work at most parts.
   */
  void look() {
    if (!stirred) {
      wake();
    }
    stirred = false;
  }

  /** Names the thread that waits. */
  void reader(Thread thread) {
    reader = thread;
  }

  /** Whether there was a wake-up since the last look. */
  boolean take() {
    boolean was = due;
    due = false;
    return was;
  }

  /** Waits for the next wake-up; one that came before counts. */
  void await() {
    if (!due) {
      LockSupport.park(this);
    }
    due = false;
  }
}
