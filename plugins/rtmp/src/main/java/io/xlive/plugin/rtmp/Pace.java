package io.xlive.plugin.rtmp;

/**
 * Event loop: decides how many frames one write to a player carries, from how busy the loop is with
 * players. {@link #mode} is read by publishers' threads too.
 */
final class Pace {
  static final int SLOWEST_TICK = 100;
  private static final int FASTEST_TICK = 33;
  private static final long WINDOW = 100_000_000L;
  private static final double GATHER_ABOVE = 0.30;
  private static final double AT_ONCE_BELOW = 0.10;
  private static final double TICK_ABOVE = 0.75;
  private static final double PICTURE_BELOW = 0.40;

  private final RtmpLatency latency;
  private volatile Mode mode;
  private int tickMillis = FASTEST_TICK;
  private long windowStart;
  private long busy;
  private double load;

  Pace(RtmpLatency latency, long now) {
    this.latency = latency;
    this.windowStart = now;
    this.mode = latency == RtmpLatency.THROUGHPUT ? Mode.TICK : Mode.AT_ONCE;
    if (latency == RtmpLatency.THROUGHPUT) {
      tickMillis = SLOWEST_TICK;
    }
  }

  /** When frames leave. */
  enum Mode {
    /** Each frame as soon as the loop gets to it. */
    AT_ONCE,
    /** With the next picture; audio rides with it. */
    PER_PICTURE,
    /** All together every {@link Pace#tickMillis}. */
    TICK
  }

  Mode mode() {
    return mode;
  }

  /** Length of a tick in milliseconds, at most 100. */
  int tickMillis() {
    return tickMillis;
  }

  /** The share of time spent on players, 0..1, lately. */
  double load() {
    return load;
  }

  /** The loop worked for players from one moment to another. */
  void worked(long from, long to) {
    busy += to - from;
    consider(to);
  }

  /** Looks at the clock; to be called now and then also when there is no work. */
  void consider(long now) {
    long passed = now - windowStart;
    if (passed < WINDOW) {
      return;
    }
    load = (load + Math.min(1.0, (double) busy / passed)) / 2;
    busy = 0;
    windowStart = now;
    if (latency == RtmpLatency.BALANCED) {
      mode = next();
    }
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
