package io.xlive.hls;

import java.time.Duration;

/**
 * EXT-X-TARGETDURATION, which may never change (RFC 8216bis 4.4.3.1) and is never below a segment's
 * rounded duration: the wanted duration of a segment in whole seconds. Players stay three of it
 * behind the live edge and a low-latency playlist tells it before the first group of pictures has
 * ended, so longer groups do not raise it; they are cut where a segment would no longer round to
 * it.
 */
final class TargetDuration {
  /**
   * A duration this much above the target still rounds to it, with room for one audio frame on top.
   */
  private static final long ROOM_NANOS = 300_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private final int seconds;

  TargetDuration(Duration segmentDuration) {
    this((int) Math.max(1, (segmentDuration.toNanos() + SECOND - 1) / SECOND));
  }

  /** A value that was told already, 1 or more. */
  TargetDuration(int seconds) {
    this.seconds = seconds;
  }

  int seconds() {
    return seconds;
  }

  long nanos() {
    return seconds * SECOND;
  }

  /** Where a segment is cut for lack of a key frame. */
  long limitNanos() {
    return nanos() + ROOM_NANOS;
  }
}
