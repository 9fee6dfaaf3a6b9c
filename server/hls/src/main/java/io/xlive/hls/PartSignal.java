package io.xlive.hls;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.FrameSignal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the packager where a part may be complete, not at every frame. {@link #offered} runs on the
 * publisher's thread, {@link #await} on the packager's.
 */
final class PartSignal implements FrameSignal {
  /** Looks at the ring also without a call, in case the time stamps stand still. */
  static final long LONGEST_WAIT_NANOS = 1_000_000_000L;

  private final long partNanos;
  private long lastNanos = Long.MIN_VALUE;
  private volatile boolean due;
  private volatile @Nullable Thread reader;

  PartSignal(Duration part) {
    this.partNanos = part.toNanos();
  }

  @Override
  public void offered(MediaFrame frame) {
    TrackKind kind = frame.format().kind();
    if (kind != TrackKind.VIDEO && kind != TrackKind.AUDIO) {
      return;
    }
    long nanos = Ticks.toNanos(frame.dts(), frame.format().timescale());
    boolean boundary = kind == TrackKind.VIDEO && frame.key();
    if (boundary || lastNanos == Long.MIN_VALUE || Math.abs(nanos - lastNanos) >= partNanos) {
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
    due = true;
    LockSupport.unpark(reader);
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

  /** Waits for the next wake-up, a second at most; one that came before counts. */
  void await() {
    if (!due) {
      LockSupport.parkNanos(this, LONGEST_WAIT_NANOS);
    }
    due = false;
  }
}
