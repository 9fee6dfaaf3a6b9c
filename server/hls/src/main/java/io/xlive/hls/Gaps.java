package io.xlive.hls;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands for a track that left, in one segment: parts that are gaps (GAP=YES, RFC 8216bis
 * 4.4.4.9), or none where the track had media: then it says that nothing more comes. A gap that was
 * listed stays as it is; others come behind it.
 *
 * @param startNanos media time at which the first gap starts
 * @param nanos the lengths of the gaps, in order
 */
record Gaps(long startNanos, List<Long> nanos) {
  /** A picture lasts longer; rounded time stamps differ by less. */
  static final long NEAR_NANOS = 5_000_000L;

  Gaps {
    nanos = List.copyOf(nanos);
  }

  /** None yet. */
  Gaps(long startNanos) {
    this(startNanos, List.of());
  }

  /** Media time at which the last gap ends. */
  long endNanos() {
    return startNanos + length();
  }

  /** Length of the gaps together. */
  long length() {
    return nanos.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Those with others behind them up to a time; what is shorter than a rounding error is left out.
   *
   * @param untilNanos media time
   * @param mostNanos the longest gap: PART-TARGET
   */
  Gaps upTo(long untilNanos, long mostNanos) {
    List<Long> more = new ArrayList<>(nanos);
    long left = untilNanos - endNanos();
    while (left >= NEAR_NANOS) {
      long next = Math.min(left, mostNanos);
      more.add(next);
      left -= next;
    }
    return more.size() == nanos.size() ? this : new Gaps(startNanos, more);
  }
}
