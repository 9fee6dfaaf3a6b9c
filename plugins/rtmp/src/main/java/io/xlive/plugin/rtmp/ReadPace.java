package io.xlive.plugin.rtmp;

/**
 * Event loop: decides how often its sockets are looked at. A publisher sends some 80 messages a
 * second, each worth a wake-up of its own while there are few; where hundreds come together, the
 * loop looks once in a period and finds many at once.
 */
final class ReadPace {
  /** Short against the delay that a player's buffer makes, long against the work of a look. */
  static final long PERIOD_NANOS = 5_000_000L;

  static final long WINDOW_NANOS = 100_000_000L;

  // Sockets that were ready within a window; about eight publishers, and half of that for the way
  // back.
  private static final int GATHER_ABOVE = 60;
  private static final int AT_ONCE_BELOW = 30;

  private final boolean allowed;
  private final long period;
  private boolean gathering;
  private long windowStart;
  private long ready;
  private long looked;

  ReadPace(RtmpLatency latency, long periodNanos, long now) {
    this.period = periodNanos;
    this.allowed = latency != RtmpLatency.LOW;
    this.windowStart = now;
    this.looked = now;
  }

  /** How many nanoseconds the next look at the sockets should wait; 0 for none. */
  long pauseNanos(long now) {
    return gathering ? Math.clamp(looked + period - now, 0, period) : 0;
  }

  /** The loop looked at a moment, and so many sockets were ready. */
  void looked(int sockets, long now) {
    looked = now;
    ready += sockets;
    long passed = now - windowStart;
    if (passed >= WINDOW_NANOS) {
      long inWindow = ready * WINDOW_NANOS / passed;
      gathering = allowed && inWindow > (gathering ? AT_ONCE_BELOW : GATHER_ABOVE);
      ready = 0;
      windowStart = now;
    }
  }
}
