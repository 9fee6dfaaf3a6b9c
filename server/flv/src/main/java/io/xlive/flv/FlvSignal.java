package io.xlive.flv;

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
  private static final long LONGEST_QUIET_NANOS = 50_000_000L;
  private static final long LONGEST_WAIT_NANOS = 200_000_000L;

  private final FlvPace pace;
  private volatile boolean due;
  private volatile boolean waits;
  private volatile long pumpedAt = System.nanoTime();
  private volatile @Nullable Thread reader;

  FlvSignal(FlvPace pace) {
    this.pace = pace;
  }

  @Override
  public void offered(MediaFrame frame) {
    switch (pace.mode()) {
      case AT_ONCE -> wake();
      case PER_PICTURE -> {
        if (frame.video() || System.nanoTime() - pumpedAt > LONGEST_QUIET_NANOS) {
          wake();
        }
      }
      // The tick comes by itself.
      case TICK -> {}
    }
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
    return pace.mode() == FlvPace.Mode.TICK
        ? Math.max(0, pace.tickMillis() * 1_000_000L - (System.nanoTime() - pumpedAt))
        : LONGEST_WAIT_NANOS;
  }
}
