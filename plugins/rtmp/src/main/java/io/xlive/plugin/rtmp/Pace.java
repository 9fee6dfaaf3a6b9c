package io.xlive.plugin.rtmp;

/**
 * Event loop: decides how many frames one write to a player carries, from how busy the loop is with
 * players. {@link #mode} is read by publishers' threads too.
 */
final class Pace {
  static final int SLOWEST_TICK = 100;
  private static final int FASTEST_TICK = 45;
  private static final long WINDOW = 100_000_000L;

  // Shares of a loop's time. Each step makes the work less, by half at best: the way back is lower
  // than what is left of the way there.
  private static final double PICTURE_ABOVE = 0.04;
  private static final double AT_ONCE_BELOW = 0.012;
  private static final double PICTURES_ABOVE = 0.05;
  private static final double PICTURE_BELOW = 0.02;
  private static final double TICK_ABOVE = 0.75;
  private static final double PICTURES_BELOW = 0.40;

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
    /** With the next picture once another has waited for a while: two at the usual frame rates. */
    PICTURES,
    /** All together every {@link Pace#tickMillis}. */
    TICK
  }

  Mode mode() {
    return mode;
  }

  /**
   * Whether the loop looks for frames by itself: always when nobody wakes it, and for the pictures
   * after which no other comes.
   */
  boolean ticks() {
    return mode == Mode.TICK || mode == Mode.PICTURES;
  }

  /** Length of a tick in milliseconds, at most 100. */
  int tickMillis() {
    return mode == Mode.TICK ? tickMillis : SLOWEST_TICK;
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
      case AT_ONCE -> load > PICTURE_ABOVE ? Mode.PER_PICTURE : Mode.AT_ONCE;
      case PER_PICTURE ->
          load > PICTURES_ABOVE
              ? Mode.PICTURES
              : load < AT_ONCE_BELOW ? Mode.AT_ONCE : Mode.PER_PICTURE;
      case PICTURES -> {
        tickMillis = FASTEST_TICK;
        yield load > TICK_ABOVE
            ? Mode.TICK
            : load < PICTURE_BELOW ? Mode.PER_PICTURE : Mode.PICTURES;
      }
      case TICK -> {
        if (load > TICK_ABOVE) {
          tickMillis = Math.min(SLOWEST_TICK, tickMillis * 3 / 2);
        } else if (load < PICTURES_BELOW) {
          tickMillis = tickMillis * 2 / 3;
        }
        yield tickMillis < FASTEST_TICK ? Mode.PICTURES : Mode.TICK;
      }
    };
  }
}
