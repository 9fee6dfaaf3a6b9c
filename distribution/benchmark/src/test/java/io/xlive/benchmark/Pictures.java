package io.xlive.benchmark;

/** How many pictures reached a player, and how late. Of one thread. */
final class Pictures {
  private long since = Long.MAX_VALUE;
  private long count;
  private Delays delays = new Delays();

  /** From now on what is sent later counts. */
  void measure(long fromNanos) {
    since = fromNanos;
    count = 0;
    delays = new Delays();
  }

  /** A video message came to its end; {@code body} has its first bytes. */
  void video(byte[] body, int length, long arrival) {
    if (length > Recording.STAMP_END) {
      long sent = Recording.stamp(body);
      if (sent >= since) {
        count++;
        delays.add(arrival - sent);
      }
    }
  }

  long count() {
    return count;
  }

  Delays delays() {
    return delays;
  }
}
