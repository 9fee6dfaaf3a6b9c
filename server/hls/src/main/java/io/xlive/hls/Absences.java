package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The renditions that left a programme, and the gaps that stand for them in its segments: one for
 * each part of the track that sets the pace, so that who waits for a part of theirs hears at once
 * that there is none. Who is back goes on in a segment that has no gaps of its own. One thread.
 *
 * <p>A segment that has media of a track is listed without gaps behind it: it just has no other
 * part. hls.js 1.7.4 asks for the part behind the one that it loads, of the same segment, and when
 * that is a gap it takes another level and waits for ever for the part that it was loading ({@code
 * doFragPartsLoad}).
 */
final class Absences {
  /** Frames of sound and pictures that belong together do not end together. */
  private static final long BESIDE_NANOS = 50_000_000L;

  private final PartTarget target;
  private final Set<TrackId> gone = new HashSet<>();

  Absences(PartTarget target) {
    this.target = target;
  }

  /** A frame came of a track that is absent: it waits for a segment in which it may go on. */
  void heard(TrackPackager track) {
    gone.remove(track.id());
  }

  /** A rendition has a publisher, who may not have sent anything yet. */
  void present(String rendition) {
    if (!gone.isEmpty()) {
      gone.removeIf(track -> Renditions.of(track).equals(rendition));
    }
  }

  /** The publisher of a track left: gaps stand for it until it comes back. */
  void left(TrackPackager track) {
    gone.add(track.id());
    silent(track);
  }

  /**
   * Nothing comes of a track any more for now: what it has is finished, and stays all that its
   * segment has of it; a segment in which it has nothing will be gaps.
   */
  void silent(TrackPackager track) {
    // Its last frame is not kept waiting for one that may come in an hour. What it makes a part of
    // may be short, for it is the segment's last (4.4.4.9).
    track.flush();
    track.leave();
    Segment segment = track.segment();
    if (segment.gaps(track.id()).isEmpty()) {
      segment
          .track(track.id())
          .ifPresentOrElse(
              media -> segment.gaps(track.id(), new Gaps(media.startNanos() + media.nanos())),
              () -> absent(track, segment));
    }
  }

  /** A segment begins to be listed: those who left and were not heard of have no part in it. */
  void begin(Segment segment, Collection<TrackPackager> tracks) {
    for (TrackPackager track : tracks) {
      if (track.absent()) {
        absent(track, segment);
      }
    }
  }

  private void absent(TrackPackager track, Segment segment) {
    if (gone.contains(track.id()) && segment.track(track.id()).isEmpty()) {
      segment.gaps(track.id(), new Gaps(segment.startNanos()));
    }
  }

  /** The pace is at the end of a track's newest part: so far the gaps of others go. */
  void follow(Segment segment, Collection<TrackPackager> tracks, TrackPackager pace) {
    Optional<TrackSegment> media = segment.track(pace.id()).filter(m -> !m.parts().isEmpty());
    if (media.isEmpty()) {
      return;
    }
    long until = media.get().startNanos() + media.get().nanos();
    for (TrackPackager track : tracks) {
      long least = track.video() == pace.video() ? 0 : BESIDE_NANOS;
      segment
          .gaps(track.id())
          .filter(gaps -> segment.track(track.id()).isEmpty())
          .filter(gaps -> until - gaps.endNanos() >= least)
          .ifPresent(gaps -> segment.gaps(track.id(), gaps.upTo(until, target.nanos())));
    }
  }

  /**
   * A segment ends: gaps go to its end, for parts make up their segment, and what has media lasts
   * to it.
   *
   * @param endNanos media time of the end
   */
  void end(Segment segment, Collection<TrackPackager> tracks, long endNanos) {
    for (TrackPackager track : tracks) {
      segment.gaps(track.id()).ifPresent(gaps -> end(segment, track.id(), gaps, endNanos));
    }
  }

  private void end(Segment segment, TrackId track, Gaps gaps, long endNanos) {
    Optional<TrackSegment> media = segment.track(track);
    if (media.isPresent()) {
      long had = media.get().startNanos() + media.get().nanos();
      if (endNanos - had < Gaps.NEAR_NANOS) {
        segment.withoutGaps(track);
      }
      media.get().lastsTo(Math.max(endNanos, had));
    } else if (!gaps.nanos().isEmpty()) {
      segment.gaps(track, gaps.upTo(Math.max(endNanos, gaps.endNanos()), target.nanos()));
    }
  }
}
