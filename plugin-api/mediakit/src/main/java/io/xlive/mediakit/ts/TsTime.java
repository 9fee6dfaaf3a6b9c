package io.xlive.mediakit.ts;

import io.xlive.spi.media.Ticks;

/** The 90 kHz clock of a transport stream. */
public final class TsTime {
  /** Ticks per second. */
  public static final long TIMESCALE = 90_000;

  /**
   * Where media time 0 stands: 10 s, so that neither clock references, which run ahead, nor signed
   * composition offsets fall below zero. WebVTT's X-TIMESTAMP-MAP needs it too.
   */
  public static final long START = 10 * TIMESCALE;

  private static final long MASK_33 = (1L << 33) - 1;

  private TsTime() {}

  /** Media time in ticks of {@code timescale} on this clock, not wrapped. */
  static long of(long ticks, int timescale) {
    return Ticks.rescale(ticks, timescale, TIMESCALE) + START;
  }

  /** A time as the stream carries it: 33 bits, starting anew every 26.5 hours. */
  static long wrapped(long time) {
    return time & MASK_33;
  }
}
