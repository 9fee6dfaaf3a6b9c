package io.xlive.hls;

import java.time.Duration;

/**
 * Chooses EXT-X-TARGETDURATION, which may never change (RFC 8216bis 4.4.3.1) and is never below a
 * segment's rounded duration.
 *
 * <p>Players stay three target durations behind the live edge, so twice {@code
 * hls.segment-duration}, which would always hold, costs every viewer of a well-made stream six
 * seconds. The first segment tells: one of the wanted length (the encoder's key frames fit) gets
 * the small value, and the few longer groups of pictures that may come are cut just below what
 * still rounds to it; any longer one gets the large value.
 */
final class TargetDuration {
  /**
   * A duration this much above the target still rounds to it, with room for one audio frame on top.
   */
  private static final long ROOM_NANOS = 300_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private final long wantedNanos;
  private final int small;
  private final int large;

  TargetDuration(Duration segmentDuration) {
    this.wantedNanos = segmentDuration.toNanos();
    this.small = seconds(wantedNanos);
    this.large = seconds(2 * wantedNanos);
  }

  private static int seconds(long nanos) {
    return (int) Math.max(1, (nanos + SECOND - 1) / SECOND);
  }

  /** The target in seconds for a stream whose first segment's longest track lasts so long. */
  int choose(long firstSegmentNanos) {
    return firstSegmentNanos <= small * SECOND + ROOM_NANOS ? small : large;
  }

  /**
   * Where a segment is cut for lack of a key frame; {@code chosen} is 0 as long as nothing was
   * chosen.
   */
  long limitNanos(int chosen) {
    long twice = 2 * wantedNanos;
    return chosen == 0 ? twice : Math.min(twice, chosen * SECOND + ROOM_NANOS);
  }
}
