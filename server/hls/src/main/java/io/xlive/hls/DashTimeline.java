package io.xlive.hls;

import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of one track in one Period as a SegmentTemplate with a SegmentTimeline (ISO/IEC
 * 23009-1 5.3.9.4, 5.3.9.6). A time is the {@code tfdt} of the segment, so it continues exactly
 * where the one before ended; the Period starts at the presentation time of its first boundary.
 */
final class DashTimeline {
  private final TrackId track;
  private final List<Segment> segments;
  private final List<TrackSegment> media;

  private DashTimeline(TrackId track, List<Segment> segments, List<TrackSegment> media) {
    this.track = track;
    this.segments = segments;
    this.media = media;
  }

  /** What of a Period can be listed for a track; empty when it has nothing at its end. */
  static Optional<DashTimeline> of(List<Segment> period, TrackId track) {
    List<Segment> segments = new ArrayList<>();
    List<TrackSegment> media = new ArrayList<>();
    for (Segment segment : period) {
      Optional<TrackSegment> found = segment.track(track);
      if (found.isEmpty()) {
        segments.clear();
        media.clear();
      } else {
        segments.add(segment);
        media.add(found.get());
      }
    }
    return media.isEmpty()
        ? Optional.empty()
        : Optional.of(new DashTimeline(track, segments, media));
  }

  /** The initialization section; a change of it is a break, and so a Period of its own. */
  InitSegment init() {
    return media.getLast().init();
  }

  /** Whether decoding can start with each segment. */
  boolean independent() {
    return media.stream().allMatch(TrackSegment::independent);
  }

  void write(XmlText out, String prefix) {
    Segment first = segments.getFirst();
    int timescale = init().format().timescale();
    String epoch = MediaNames.epoch(first.epoch());
    out.open("SegmentTemplate").with("timescale", timescale);
    out.with("presentationTimeOffset", Ticks.fromNanos(first.stretchStartNanos(), timescale));
    out.with("initialization", prefix + MediaNames.init(track, init()) + DashManifest.URI_END);
    out.with("media", prefix + track + "," + epoch + ",$Number$.m4s" + DashManifest.URI_END);
    out.with("startNumber", first.number());
    out.open("SegmentTimeline");
    long expected = Long.MIN_VALUE;
    int at = 0;
    while (at < media.size()) {
      TrackSegment segment = media.get(at);
      long duration = segment.endDts() - segment.firstDts();
      int same = repeats(at, duration);
      out.empty("S");
      if (segment.firstDts() != expected) {
        out.with("t", segment.firstDts());
      }
      out.with("d", duration);
      if (same > 0) {
        out.with("r", same);
      }
      expected = segment.endDts() + same * duration;
      at += same + 1;
    }
    out.close().close();
  }

  /** How many segments behind one follow without a gap and last as long. */
  private int repeats(int at, long duration) {
    int same = 0;
    long end = media.get(at).endDts();
    while (at + same + 1 < media.size()) {
      TrackSegment next = media.get(at + same + 1);
      if (next.firstDts() != end || next.endDts() - next.firstDts() != duration) {
        return same;
      }
      end = next.endDts();
      same++;
    }
    return same;
  }
}
