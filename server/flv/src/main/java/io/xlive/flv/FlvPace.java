package io.xlive.flv;

/**
 * Stream: decides how many tags one write to a player carries, from how busy the stream's thread is
 * with players. {@link #mode} is read by publishers' threads too.
 */
final class FlvPace {
  private static final int SLOWEST_TICK = 100;
  private static final int FASTEST_TICK = 33;
  private static final long WINDOW = 100_000_000L;
  private static final double GATHER_ABOVE = 0.30;
  private static final double AT_ONCE_BELOW = 0.10;
  private static final double TICK_ABOVE = 0.75;
  private static final double PICTURE_BELOW = 0.40;

  private volatile Mode mode = Mode.AT_ONCE;
  private int tickMillis = FASTEST_TICK;
  private long windowStart;
  private long busy;
  private double load;

  FlvPace(long now) {
    this.windowStart = now;
  }

  /** When tags leave. */
  enum Mode {
    /** Each one as soon as the thread gets to it. */
    AT_ONCE,
    /** With the next picture; audio rides with it. */
    PER_PICTURE,
    /** All together every {@link FlvPace#tickMillis}. */
    TICK
  }

  Mode mode() {
    return mode;
  }

  /** Length of a tick in milliseconds, at most 100. */
  int tickMillis() {
    return tickMillis;
  }

  /** The thread worked for players from one moment to another. */
  void worked(long from, long to) {
    busy += to - from;
    long passed = to - windowStart;
    if (passed < WINDOW) {
      return;
    }
    load = (load + Math.min(1.0, (double) busy / passed)) / 2;
    busy = 0;
    windowStart = to;
    mode = next();
  }

  private Mode next() {
    return switch (mode) {
      case AT_ONCE -> load > GATHER_ABOVE ? Mode.PER_PICTURE : Mode.AT_ONCE;
      case PER_PICTURE -> {
        tickMillis = FASTEST_TICK;
        yield load > TICK_ABOVE
            ? Mode.TICK
            : load < AT_ONCE_BELOW ? Mode.AT_ONCE : Mode.PER_PICTURE;
      }
      case TICK -> {
        if (load > TICK_ABOVE) {
          tickMillis = Math.min(SLOWEST_TICK, tickMillis * 3 / 2);
        } else if (load < PICTURE_BELOW) {
          tickMillis = tickMillis * 2 / 3;
        }
        yield tickMillis < FASTEST_TICK ? Mode.PER_PICTURE : Mode.TICK;
      }
    };
  }
}
