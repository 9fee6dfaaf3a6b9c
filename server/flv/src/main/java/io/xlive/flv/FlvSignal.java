package io.xlive.flv;

import io.xlive.mediakit.pace.Pace;
import io.xlive.mediakit.pace.WakeRule;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.FrameSignal;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the thread of a stream as often as its pace wants. {@link #offered} runs on the publisher's
 * thread, {@link #await} on the stream's.
 */
final class FlvSignal implements FrameSignal {
  private static final long LONGEST_WAIT_NANOS = 200_000_000L;

  private final Pace pace;
  private volatile boolean due;
  private volatile boolean waits;
  private volatile long pumpedAt = System.nanoTime();
  private volatile @Nullable Thread reader;

  private final WakeRule rule = new WakeRule(() -> System.nanoTime() - pumpedAt);

  FlvSignal(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void offered(MediaFrame frame) {
    Pace.Mode mode = pace.mode();
    if (rule.due(mode, frame) || alone(mode, frame)) {
      wake();
    }
  }

  /**
   * Whether a frame leaves neither with others nor later than it could: one that begins a group of
   * pictures is as large as many others, and all players together take long over it. Near
   * saturation everything leaves in company: there are streams of nothing but key frames.
   */
  static boolean alone(Pace.Mode mode, MediaFrame frame) {
    return mode != Pace.Mode.TICK && frame.video() && frame.key();
  }

  @Override
  public void ended(EndReason reason) {
    wake();
  }

  /** Wakes the thread, whoever calls. */
  void wake() {
    due = true;
    if (waits) {
      LockSupport.unpark(reader);
    }
  }

  /** Names the thread that waits. */
  void reader(Thread thread) {
    reader = thread;
  }

  /** Waits for the next wake-up, a fifth of a second at most; one that came before counts. */
  void await() {
    waits = true;
    if (!due) {
      LockSupport.parkNanos(this, waitNanos());
    }
    waits = false;
    due = false;
    pumpedAt = System.nanoTime();
  }

  private long waitNanos() {
    return pace.ticks() ? pace.lookNanos(System.nanoTime() - pumpedAt) : LONGEST_WAIT_NANOS;
  }
}
