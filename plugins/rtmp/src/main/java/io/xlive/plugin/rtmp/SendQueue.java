package io.xlive.plugin.rtmp;

/**
 * Event loop: how long the oldest byte has been waiting for a socket. Keeps only what a slow player
 * leaves behind: for one that keeps up it is empty.
 */
final class SendQueue {
  private static final int SIZE = 1_024;

  private final long[] ends = new long[SIZE];
  private final long[] times = new long[SIZE];
  private int first;
  private int count;
  private long written;

  /** So many bytes were written to the channel. */
  void wrote(long bytes) {
    written += bytes;
  }

  /** After a flush, so many bytes are still in the channel. */
  void flushed(long pending, long now) {
    if (pending <= 0) {
      count = 0;
      return;
    }
    forget(pending);
    if (count == SIZE) {
      // The last entry stands for all that follows: older than it is, never younger.
      ends[(first + count - 1) % SIZE] = written;
    } else {
      int at = (first + count) % SIZE;
      ends[at] = written;
      times[at] = now;
      count++;
    }
  }

  /** Nanoseconds that the oldest byte has waited; 0 when nothing waits. */
  long age(long pending, long now) {
    if (pending <= 0) {
      count = 0;
      return 0;
    }
    forget(pending);
    return count == 0 ? 0 : now - times[first];
  }

  private void forget(long pending) {
    long sent = written - pending;
    while (count > 0 && ends[first] <= sent) {
      first = (first + 1) % SIZE;
      count--;
    }
  }
}
