package io.xlive.hls;

import java.util.Arrays;

/**
 * Allows so many things a second of media time, since a file may come faster than it plays. One
 * thread.
 */
final class SecondBudget {
  private static final long SECOND = 1_000_000_000L;

  private final long[] taken;
  private int next;

  /** A budget of {@code most} things a second, 1 or more. */
  SecondBudget(int most) {
    taken = new long[most];
    Arrays.fill(taken, Long.MIN_VALUE / 2);
  }

  /** Whether there is one left at a media time; takes it. */
  boolean take(long nanos) {
    if (nanos - taken[next] < SECOND) {
      return false;
    }
    taken[next] = nanos;
    next = (next + 1) % taken.length;
    return true;
  }
}
