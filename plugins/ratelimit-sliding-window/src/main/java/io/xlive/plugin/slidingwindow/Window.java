package io.xlive.plugin.slidingwindow;

/**
 * A sliding window as two counters: the window at hand, and the one before it weighted by how much
 * of it still lies within the last window's length. One thread at a time.
 */
final class Window {
  private long start;
  private int current;
  private int previous;

  Window(long now) {
    this.start = now;
  }

  /**
   * Counts one when there is room.
   *
   * @param now nanoseconds, as {@link System#nanoTime()} has them
   * @return 0 when there was room, else the nanoseconds until there is
   */
  long take(Limit limit, long now) {
    long window = limit.windowNanos();
    long elapsed = now - start;
    if (elapsed >= 2 * window) {
      start = now;
      current = 0;
      previous = 0;
      elapsed = 0;
    } else if (elapsed >= window) {
      start += window;
      previous = current;
      current = 0;
      elapsed -= window;
    }
    double weighted = previous * (1.0 - (double) elapsed / window) + current;
    if (weighted + 1 <= limit.count()) {
      current++;
      return 0;
    }
    return Math.max(1, wait(limit, window) - elapsed);
  }

  /** From the start of the window at hand until one more has room. */
  private long wait(Limit limit, long window) {
    if (current < limit.count()) {
      return fraction(limit.count() - 1 - current, previous, window);
    }
    return window + fraction(limit.count() - 1, current, window);
  }

  /** When {@code count} weighs no more than {@code room}. */
  private static long fraction(int room, int count, long window) {
    return (long) Math.ceil(window * (1.0 - (double) room / count));
  }
}
