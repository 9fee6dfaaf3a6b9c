package io.xlive.plugin.rtmp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One exchange of a session at a time, in the order of their numbers, on whatever sockets they
 * come. The first is 0 (ffmpeg, librtmp) or 1 (Flash). Safe for any thread; takes no lock.
 */
final class TunnelTurns {
  private static final long FIRST = -1;
  private static final long BUSY = 1L << 32;

  /** The next number, with a mark while an exchange is under way. */
  private final AtomicLong next = new AtomicLong(FIRST);

  /** Whether it is this one's turn; if so, it has to be {@link #done}. */
  boolean begin(int sequence) {
    long now = next.get();
    boolean expected = now == FIRST ? sequence <= 1 : now == sequence;
    return expected && next.compareAndSet(now, BUSY | sequence);
  }

  /** The exchange is over; only its owner says so. */
  void done() {
    next.updateAndGet(now -> ((now & ~BUSY) + 1) & Integer.MAX_VALUE);
  }

  /** Whether an exchange is under way. */
  boolean busy() {
    long now = next.get();
    return now != FIRST && (now & BUSY) != 0;
  }
}
