package io.xlive.hls;

import java.time.Duration;
import java.util.List;

/**
 * The part target duration (RFC 8216bis 4.4.3.7), chosen once: a part may not be longer, and only
 * the last of a segment may be shorter than 85 % of it (4.4.4.9). Frames have their own lengths, so
 * the wanted duration is raised until whole frames of each track fit: at 24 pictures a second four
 * make 167 ms, which is too short for 200 ms, and five make 208 ms.
 */
final class PartTarget {
  private static final long STEP_NANOS = 1_000_000L;

  /** A frame rate is a fraction, its frames are not whole nanoseconds. */
  private static final long HAIR_NANOS = 1_000L;

  private final long wantedNanos;
  private long nanos;

  PartTarget(Duration wanted) {
    this.wantedNanos = wanted.toNanos();
  }

  /** A value that was told already. */
  PartTarget(long nanos) {
    this.wantedNanos = nanos;
    this.nanos = nanos;
  }

  boolean chosen() {
    return nanos != 0;
  }

  /** The target in nanoseconds; the wanted duration as long as nothing was chosen. */
  long nanos() {
    return chosen() ? nanos : wantedNanos;
  }

  /**
   * The length of a track's frames.
   *
   * @param nanos of one; 0 while it is unknown
   * @param slackNanos how much a row of them may be longer, as their time stamps are rounded, or
   *     only measured
   */
  record FrameLength(long nanos, long slackNanos) {}

  /**
   * Chooses for tracks with frames of such lengths; later calls change nothing. Where nothing suits
   * up to half as much again, it is the wanted duration or the longest frame.
   */
  void choose(List<FrameLength> frames) {
    if (chosen()) {
      return;
    }
    long longest = wantedNanos;
    for (FrameLength frame : frames) {
      longest = Math.max(longest, frame.nanos() + frame.slackNanos());
    }
    nanos = longest;
    for (long target = longest; target <= longest * 3 / 2; target += STEP_NANOS) {
      if (suits(target, frames)) {
        nanos = target;
        return;
      }
    }
  }

  private static boolean suits(long target, List<FrameLength> frames) {
    for (FrameLength frame : frames) {
      long room = target - frame.slackNanos() + HAIR_NANOS;
      long whole = room / Math.max(frame.nanos(), 1) * frame.nanos();
      if (frame.nanos() > 0 && whole < target * 86 / 100) {
        return false;
      }
    }
    return true;
  }
}
