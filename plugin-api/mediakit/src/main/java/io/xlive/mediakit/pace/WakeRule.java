package io.xlive.mediakit.pace;

import io.xlive.spi.media.MediaFrame;
import java.util.function.LongSupplier;

/**
 * Publisher's thread: whether a frame is worth waking the thread that writes to players. What it
 * holds back rides with what follows, or with that thread's own tick.
 */
public final class WakeRule {
  /** How old a picture is at least when others leave with it: two of up to 40/s. */
  private static final long HOLD = 24_000_000L;

  /** Pictures further apart than this wait for no other. */
  private static final long APART = 45_000_000L;

  private static final long QUIET = 50_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier quietNanos;
  private long last = NONE;
  private long held = NONE;

  /** {@code quietNanos}: for how long that thread has not handed out anything. */
  public WakeRule(LongSupplier quietNanos) {
    this.quietNanos = quietNanos;
  }

  /** Whether to wake the thread for this frame, which is in its ring. */
  public boolean due(Pace.Mode mode, MediaFrame frame) {
    return switch (mode) {
      case AT_ONCE -> true;
      case PER_PICTURE -> frame.video() || quietNanos.getAsLong() > QUIET;
      case PICTURES -> frame.video() ? picture(frame.arrivalNanos()) : audioAlone();
      // The tick comes by itself.
      case TICK -> false;
    };
  }

  private boolean picture(long arrival) {
    boolean apart = last == NONE || arrival - last > APART;
    last = arrival;
    if (!apart && held == NONE) {
      held = arrival;
      return false;
    }
    if (!apart && arrival - held < HOLD) {
      return false;
    }
    held = NONE;
    return true;
  }

  private boolean audioAlone() {
    return held == NONE && quietNanos.getAsLong() > QUIET;
  }
}
