package io.xlive.hls;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a rendition into a running programme where a segment begins, so that each of its segments is
 * whole and stands for the same stretch of time as everybody else's. One whose key frames never
 * meet a boundary is let in at one of them all the same, two segments later. One thread.
 */
final class SegmentEntry {
  /** Rounded time stamps of one moment differ by less. */
  private static final long NEAR_NANOS = 5_000_000L;

  /** A frame of sound is shorter: one of the first two behind a boundary is taken. */
  private static final long SOUND_NANOS = 150_000_000L;

  private final long patienceNanos;
  private final Map<TrackId, Long> waiting = new HashMap<>();

  /**
   * Nobody waits yet.
   *
   * @param wantedNanos the wanted length of a segment
   */
  SegmentEntry(long wantedNanos) {
    this.patienceNanos = 2 * wantedNanos;
  }

  /**
   * Where a track that is not in the programme may enter with a frame; empty when the frame is to
   * be left out.
   *
   * @param nanos presentation time of the frame
   * @param open the open segments, oldest first
   */
  Optional<Segment> at(MediaFrame frame, long nanos, Iterable<Segment> open) {
    if (frame.video() && !frame.key()) {
      return Optional.empty();
    }
    long before = frame.video() ? NEAR_NANOS : 0;
    long behind = frame.video() ? NEAR_NANOS : SOUND_NANOS;
    Optional<Segment> last = Optional.empty();
    for (Segment segment : open) {
      if (segment.gaps(frame.format().id()).isPresent()) {
        continue;
      }
      long into = nanos - segment.startNanos();
      if (into >= -before && into <= behind) {
        waiting.remove(frame.format().id());
        return Optional.of(segment);
      }
      last = Optional.of(segment);
    }
    long since = waiting.computeIfAbsent(frame.format().id(), id -> nanos);
    if (last.isEmpty() || nanos - since < patienceNanos) {
      return Optional.empty();
    }
    waiting.remove(frame.format().id());
    return last;
  }
}
