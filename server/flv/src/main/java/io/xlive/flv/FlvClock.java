package io.xlive.flv;

import io.xlive.spi.media.MediaFrame;

/**
 * Timestamps of one FLV stream: they start at 0, wrap nowhere, and go on when another publication
 * continues the stream. One thread at a time.
 */
final class FlvClock {
  private static final long LONGEST_GAP_MILLIS = 660_000;

  private boolean begun;
  private int lastRaw;
  private long offset;
  private long extended;
  private long newest;
  private long newestArrival;

  /** Whether a frame of media came yet. */
  boolean begun() {
    return begun;
  }

  /** The newest timestamp. */
  long newest() {
    return newest;
  }

  /**
   * A new publication goes on: its first frame comes behind the newest, by as much as it came
   * later.
   */
  void resume(MediaFrame first, int raw) {
    long gap = begun ? (first.arrivalNanos() - newestArrival) / 1_000_000 : 0;
    long at = begun ? newest + Math.clamp(gap, 1, LONGEST_GAP_MILLIS) : 0;
    lastRaw = raw;
    extended = raw;
    offset = at - raw;
    begun = true;
  }

  /**
   * The timestamp of a frame.
   *
   * @param raw milliseconds that wrap at 32 bits
   */
  long at(MediaFrame frame, int raw) {
    extended += raw - lastRaw;
    lastRaw = raw;
    long at = Math.max(0, extended + offset);
    if (at >= newest) {
      newest = at;
      newestArrival = frame.arrivalNanos();
    }
    return at;
  }
}
