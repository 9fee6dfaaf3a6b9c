package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;

/** Event loop: bounds the commands of one connection to so many in 10 s. */
final class CommandRate {
  private static final long WINDOW = 10_000_000_000L;

  private final RtmpEnvironment environment;
  private long since;
  private int count;

  CommandRate(RtmpEnvironment environment) {
    this.environment = environment;
    this.since = environment.nanos().getAsLong();
  }

  /**
   * One more.
   *
   * @throws XliveException when it is one too many
   */
  void count() {
    long now = environment.nanos().getAsLong();
    if (now - since >= WINDOW) {
      since = now;
      count = 0;
    }
    int limit = environment.config().limits().commands();
    if (++count > limit) {
      throw new XliveException(
          RtmpError.OVER_LIMIT, "more than " + limit + " commands in 10 s (rtmp.limits.commands)");
    }
  }
}
