package io.xlive.hls;

/**
 * Foretells when the newest frame of a track ends, so that a part is complete with its last frame
 * and not only when the next one comes. Silent as long as the distances are not regular. One
 * thread.
 */
final class FrameGrid {
  /** No end is foretold. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final int LOOKS_AT = 8;

  private final long fixed;
  private final long tolerance;
  private final long[] times = new long[LOOKS_AT];
  private long count;

  /**
   * A grid.
   *
   * @param fixedTicks the length of every frame where the format tells it, else 0
   * @param timescale ticks per second
   */
  FrameGrid(int fixedTicks, int timescale) {
    this.fixed = fixedTicks;
    // Milliseconds are rounded to either side.
    this.tolerance = Math.max(1, timescale * 3L / 2000);
  }

  /** A frame came; its time is not before the last one's. */
  void saw(long dts) {
    times[(int) (count++ % LOOKS_AT)] = dts;
  }

  /** Mean length of the newest frames in nanoseconds, regular or not; 0 before the second. */
  long meanNanos(int timescale) {
    int seen = (int) Math.min(count, LOOKS_AT);
    if (seen < 2) {
      return 0;
    }
    long newest = times[(int) ((count - 1) % LOOKS_AT)];
    long oldest = times[(int) ((count - seen) % LOOKS_AT)];
    return (newest - oldest) * 1_000_000_000L / timescale / (seen - 1);
  }

  /** Length of a frame in ticks; {@link #UNKNOWN} while irregular. */
  long step() {
    if (fixed > 0) {
      return fixed;
    }
    if (count < LOOKS_AT) {
      return UNKNOWN;
    }
    long newest = times[(int) ((count - 1) % LOOKS_AT)];
    long oldest = times[(int) (count % LOOKS_AT)];
    long mean = (newest - oldest + (LOOKS_AT - 1) / 2) / (LOOKS_AT - 1);
    for (long i = count - LOOKS_AT + 1; i < count; i++) {
      long step = times[(int) (i % LOOKS_AT)] - times[(int) ((i - 1) % LOOKS_AT)];
      if (Math.abs(step - mean) > tolerance) {
        return UNKNOWN;
      }
    }
    return mean > 0 ? mean : UNKNOWN;
  }
}
