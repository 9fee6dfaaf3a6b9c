package io.xlive.hls;

/**
 * Decides where the leading track starts a new segment. Stateless: all times are media time in
 * nanoseconds.
 *
 * <p>A segment is cut at the first key frame at or after the wanted duration, without a key frame
 * when it would exceed the limit or its bytes, and never below {@link #SHORTEST_NANOS}, so that a
 * flood of tiny groups of pictures makes at most four segments per second of media. After a cut
 * without key frame the next key frame that is half a segment away cuts again: what follows can be
 * joined there.
 */
final class SegmentBoundaries {
  /** No shorter segment is cut, unless time itself breaks. */
  static final long SHORTEST_NANOS = 250_000_000L;

  /** Time stamps in milliseconds are rounded: two seconds may measure 1.999. */
  static final long ROUNDING_NANOS = 2_000_000L;

  private final long wantedNanos;
  private final long maxBytes;

  SegmentBoundaries(HlsConfig config) {
    this.wantedNanos = config.segmentDuration().toNanos();
    this.maxBytes = config.maxSegmentSize().bytes();
  }

  /** The wanted duration. */
  long wantedNanos() {
    return wantedNanos;
  }

  /**
   * Whether a new segment begins with this frame.
   *
   * @param lengthNanos from the start of the segment to this frame
   * @param key whether decoding can start at the frame
   * @param heldBytes what the segment's largest track holds, with the frame
   * @param limitNanos longest segment
   * @param independent whether the segment so far began with a key frame
   */
  boolean cut(long lengthNanos, boolean key, long heldBytes, long limitNanos, boolean independent) {
    if (heldBytes > maxBytes) {
      return true;
    }
    if (lengthNanos < SHORTEST_NANOS) {
      return false;
    }
    long wanted = independent ? wantedNanos : wantedNanos / 2;
    return key && lengthNanos >= wanted - ROUNDING_NANOS || lengthNanos >= limitNanos;
  }
}
