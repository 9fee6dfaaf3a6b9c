package io.xlive.spi.media;

/**
 * Exact conversion between timescales; the only place where time is scaled. Integer ticks only; the
 * intermediate product has 128 bits, so no input overflows unless the result does.
 */
public final class Ticks {
  private Ticks() {}

  /**
   * Converts, rounding towards negative infinity, so that order is kept and intervals add up.
   *
   * @param ticks a time or a duration in {@code from} ticks per second
   * @param from source timescale, 1 or more
   * @param to target timescale, 1 or more
   * @throws ArithmeticException when the result does not fit a long
   */
  public static long rescale(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long high = Math.multiplyHigh(ticks, to);
    long low = ticks * to;
    if (high == low >> 63) {
      return Math.floorDiv(low, from);
    }
    // Rare: more than 292 million seconds at a nanosecond scale. Split instead of 128-bit division.
    long whole = Math.floorDiv(ticks, from);
    long rest = Math.floorMod(ticks, from);
    return Math.addExact(
        Math.multiplyExact(whole, to), Math.floorDiv(Math.multiplyExact(rest, to), from));
  }

  /** Ticks to nanoseconds, rounding down. */
  public static long toNanos(long ticks, long timescale) {
    return rescale(ticks, timescale, 1_000_000_000L);
  }

  /** Nanoseconds to ticks, rounding down. */
  public static long fromNanos(long nanos, long timescale) {
    return rescale(nanos, 1_000_000_000L, timescale);
  }
}
