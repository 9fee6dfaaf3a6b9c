package io.xlive.hls;

import java.util.concurrent.atomic.AtomicLong;

/** What one player told of itself last. Any thread. */
final class PlayerReport {
  /** Requests for picture and sound tell of the same stall, one after the other. */
  private static final long SAME_STALL_MILLIS = 1_000;

  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final int NOT_TOLD = -1;

  private final AtomicLong stalledMillis = new AtomicLong(NEVER);
  private volatile int bufferMillis = NOT_TOLD;
  private volatile int throughputKbit = NOT_TOLD;

  /**
   * Takes what came with a request.
   *
   * @return whether it tells of a stall that was not told of before
   */
  boolean take(Cmcd told, long nowMillis) {
    told.bufferMillis().ifPresent(millis -> bufferMillis = millis);
    told.throughputKbit().ifPresent(rate -> throughputKbit = rate);
    if (!told.starved()) {
      return false;
    }
    long before = stalledMillis.getAndSet(nowMillis);
    return nowMillis - before > SAME_STALL_MILLIS;
  }

  /** Media in the buffer, in milliseconds; negative when that was not told. */
  int bufferMillis() {
    return bufferMillis;
  }

  /** In kbit/s; negative when that was not told. */
  int throughputKbit() {
    return throughputKbit;
  }
}
