package io.xlive.hls;

/**
 * Allows four segments a second that a break makes shorter than {@link
 * SegmentBoundaries#SHORTEST_NANOS}: a format that changes with every frame must not flood the
 * playlist. Counted in media time, since a file may come faster. One thread.
 */
final class BreakBudget {
  private static final int MOST = 4;

  private final long[] taken = new long[MOST];
  private int next;

  BreakBudget() {
    java.util.Arrays.fill(taken, Long.MIN_VALUE / 2);
  }

  /** Whether there is one left at a media time; takes it. */
  boolean take(long nanos) {
    if (nanos - taken[next] < 1_000_000_000L) {
      return false;
    }
    taken[next] = nanos;
    next = (next + 1) % MOST;
    return true;
  }
}
