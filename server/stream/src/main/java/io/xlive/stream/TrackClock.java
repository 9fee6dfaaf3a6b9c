package io.xlive.stream;

import io.xlive.spi.media.Ticks;

/** What the {@link Timeline} remembers of one track, in ticks of the track. */
final class TrackClock {
  /**
   * Where 32-bit, signed 32-bit and 24-bit millisecond counters start anew, and a sign-extended
   * 24-bit one in 32 bits.
   */
  private static final long[] WRAP_MILLIS = {1L << 32, 1L << 24, 1L << 31, (1L << 32) - (1L << 24)};

  /** The 33-bit counter of MPEG-2 systems, in its own 90 kHz. */
  private static final long WRAP_90K = 1L << 33;

  final int timescale;

  /** Longest step forwards that is no jump. */
  final long most;

  /** Longest step backwards that is jitter. */
  final long jitter;

  boolean started;
  long lastRaw;
  long lastDts = Long.MIN_VALUE;

  /** Mended time minus raw time. */
  long offset;

  /** Which era of the publication it is in. */
  int era;

  /** The usual distance of two frames. */
  long step;

  private final long[] wraps;

  TrackClock(int timescale, boolean video) {
    this.timescale = timescale;
    this.most = Ticks.fromNanos(Timeline.JUMP_NANOS, timescale);
    this.jitter = Ticks.fromNanos(Timeline.JITTER_NANOS, timescale);
    this.step = Math.max(1, Ticks.rescale(video ? 40 : 20, 1000, timescale));
    this.wraps = new long[2 * WRAP_MILLIS.length + 2];
    int at = 0;
    for (long wrap : WRAP_MILLIS) {
      long ticks = Ticks.rescale(wrap, 1000, timescale);
      wraps[at++] = ticks;
      wraps[at++] = -ticks;
    }
    long systems = Ticks.rescale(WRAP_90K, 90_000, timescale);
    wraps[at++] = systems;
    wraps[at] = -systems;
  }

  /** Whether a step is what a running track does. */
  boolean steady(long ticks) {
    return ticks >= -jitter && ticks <= most;
  }

  /** The step with a counter's overflow taken out; the same step when none explains it. */
  long unwrapped(long ticks) {
    for (long wrap : wraps) {
      if (steady(ticks + wrap)) {
        return ticks + wrap;
      }
    }
    return ticks;
  }

  /**
   * The time itself, or moved by a counter's overflow, when that is within a jump's length of
   * {@code position}; else {@code otherwise}.
   */
  long near(long ticks, long position, long otherwise) {
    if (Math.abs(ticks - position) <= most) {
      return ticks;
    }
    for (long wrap : wraps) {
      if (Math.abs(ticks + wrap - position) <= most) {
        return ticks + wrap;
      }
    }
    return otherwise;
  }
}
