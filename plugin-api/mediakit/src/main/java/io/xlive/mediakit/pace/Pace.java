package io.xlive.mediakit.pace;

/**
 * Decides how many frames one write to a player carries, from how busy the thread that writes is
 * with players. Used by that thread; {@link #mode} is read by publishers' threads too.
 */
public final class Pace {
  private static final int SLOWEST_TICK = 100;
  private static final int FASTEST_TICK = 45;
  private static final long WINDOW = 100_000_000L;

  // Shares of a thread's time. Each step makes the work less, by half at best: the way back is
  // lower than what is left of the way there.
  private static final double PICTURE_ABOVE = 0.04;
  private static final double AT_ONCE_BELOW = 0.012;
  private static final double PICTURES_ABOVE = 0.05;
  private static final double PICTURE_BELOW = 0.02;
  private static final double TICK_ABOVE = 0.75;
  private static final double PICTURES_BELOW = 0.40;

  private final boolean adapts;
  private volatile Mode mode;
  private int tickMillis;
  private long windowStart;
  private long busy;
  private double load;

  private Pace(Mode first, boolean adapts, int tickMillis, long now) {
    this.mode = first;
    this.adapts = adapts;
    this.tickMillis = tickMillis;
    this.windowStart = now;
  }

  /** At once while there is little to do, up to 100 ms near saturation; {@code now} in ns. */
  public static Pace balanced(long now) {
    return new Pace(Mode.AT_ONCE, true, FASTEST_TICK, now);
  }

  /** Always at once. */
  public static Pace atOnce(long now) {
    return new Pace(Mode.AT_ONCE, false, FASTEST_TICK, now);
  }

  /** Always every 100 ms. */
  public static Pace slowest(long now) {
    return new Pace(Mode.TICK, false, SLOWEST_TICK, now);
  }

  /** When frames leave. */
  public enum Mode {
    /** Each frame as soon as the thread gets to it. */
    AT_ONCE,
    /** With the next picture; audio rides with it. */
    PER_PICTURE,
    /** With the next picture once another has waited for a while: two at the usual frame rates. */
    PICTURES,
    /** All together every {@link Pace#tickMillis}. */
    TICK
  }

  /** When frames leave now. Any thread. */
  public Mode mode() {
    return mode;
  }

  /**
   * Whether the thread looks for frames by itself: always when nobody wakes it, and for the
   * pictures after which no other comes.
   */
  public boolean ticks() {
    return mode == Mode.TICK || mode == Mode.PICTURES;
  }

  /** Length of a tick in milliseconds, at most 100. */
  public int tickMillis() {
    return mode == Mode.TICK ? tickMillis : SLOWEST_TICK;
  }

  /**
   * In how many nanoseconds the thread looks by itself when it last did {@code quietNanos} ago; 0
   * for now. Where pictures leave in company, a look that comes sooner would part them and cost
   * every player one more write.
   */
  public long lookNanos(long quietNanos) {
    return Math.max(0, tickMillis() * 1_000_000L - quietNanos);
  }

  /** The share of time spent on players, 0..1, lately. */
  public double load() {
    return load;
  }

  /** The thread worked for players from one moment to another. */
  public void worked(long from, long to) {
    busy += to - from;
    consider(to);
  }

  /** Looks at the clock; to be called now and then also when there is no work. */
  public void consider(long now) {
    long passed = now - windowStart;
    if (passed < WINDOW) {
      return;
    }
    load = (load + Math.min(1.0, (double) busy / passed)) / 2;
    busy = 0;
    windowStart = now;
    if (adapts) {
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
