package io.xlive.hls;

import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one track in one Period as a SegmentTemplate with a SegmentTimeline (ISO/IEC
 * 23009-1 5.3.9.4, 5.3.9.6). A time is the {@code tfdt} of the segment, so it continues exactly
 * where the one before ended; the Period starts at the presentation time of its first boundary. The
 * segment that grows at the end is listed with the length that it will have if its stream goes on
 * as it does.
 */
final class DashTimeline {
  private final TrackId track;
  private final Segment first;
  private final List<TrackSegment> media;
  private final List<Span> spans;

  /** From the first frame of a segment to its end, in ticks. */
  private record Span(long start, long end) {
    long length() {
      return end - start;
    }
  }

  private DashTimeline(TrackId track, Segment first, List<TrackSegment> media, List<Span> spans) {
    this.track = track;
    this.first = first;
    this.media = media;
    this.spans = spans;
  }

  /**
   * What of a Period can be listed for a track; empty when it has nothing at its end.
   *
   * @param open the segment that grows behind the Period's last one
   */
  static Optional<DashTimeline> of(
      List<Segment> period, Optional<OpenSegment> open, TrackId track) {
    @Nullable Segment first = null;
    List<TrackSegment> media = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Segment segment : period) {
      Optional<TrackSegment> found = segment.track(track);
      if (found.isEmpty()) {
        first = null;
        media.clear();
        spans.clear();
      } else {
        first = first == null ? segment : first;
        media.add(found.get());
        spans.add(new Span(found.get().firstDts(), found.get().endDts()));
      }
    }
    if (first == null) {
      return Optional.empty();
    }
    open.flatMap(growing -> foretold(growing, track)).ifPresent(spans::add);
    return Optional.of(new DashTimeline(track, first, media, spans));
  }

  /**
   * A segment of which a part can be had. Pictures end where the next group begins, sound with the
   * last frame that starts before that.
   */
  private static Optional<Span> foretold(OpenSegment open, TrackId track) {
    List<Part> parts = open.parts(track);
    if (open.track(track).isEmpty() || open.expectedEndNanos() == Long.MAX_VALUE) {
      return Optional.empty();
    }
    TrackSegment media = open.track(track).get();
    int timescale = media.init().format().timescale();
    long start = media.firstDts();
    long reached = parts.getLast().endDts();
    long nanos = open.expectedEndNanos() - media.startNanos();
    long end = start + Ticks.fromNanos(Math.max(nanos, 0), timescale);
    if (media.init().format().kind() == TrackKind.AUDIO) {
      long frames = parts.stream().mapToLong(Part::frameCount).sum();
      long frame = Math.max((reached - start) / frames, 1);
      end = start + (end - start + frame - 1) / frame * frame;
    }
    return Optional.of(new Span(start, Math.max(end, reached)));
  }

  /** The initialization section; a change of it is a break, and so a Period of its own. */
  InitSegment init() {
    return media.getLast().init();
  }

  /** Whether decoding can start with each segment. */
  boolean independent() {
    return media.stream().allMatch(TrackSegment::independent);
  }

  /**
   * Writes it.
   *
   * @param lowLatency when segments may be asked for
   */
  void write(XmlText out, String prefix, Optional<DashLatency> lowLatency) {
    String epoch = MediaNames.epoch(first.epoch());
    int timescale = init().format().timescale();
    out.open("SegmentTemplate").with("timescale", timescale);
    out.with("presentationTimeOffset", Ticks.fromNanos(first.stretchStartNanos(), timescale));
    lowLatency.ifPresent(latency -> latency.template(out));
    out.with("initialization", prefix + MediaNames.init(track, init()) + DashManifest.URI_END);
    out.with("media", prefix + track + "," + epoch + ",$Number$.m4s" + DashManifest.URI_END);
    out.with("startNumber", first.number());
    out.open("SegmentTimeline");
    long expected = Long.MIN_VALUE;
    int at = 0;
    while (at < spans.size()) {
      Span span = spans.get(at);
      int same = repeats(at);
      out.empty("S");
      if (span.start() != expected) {
        out.with("t", span.start());
      }
      out.with("d", span.length());
      if (same > 0) {
        out.with("r", same);
      }
      expected = span.end() + same * span.length();
      at += same + 1;
    }
    out.close().close();
  }

  /** How many segments behind one follow without a gap and last as long. */
  private int repeats(int at) {
    int same = 0;
    Span span = spans.get(at);
    while (at + same + 1 < spans.size()) {
      Span next = spans.get(at + same + 1);
      if (next.start() != span.end() + same * span.length() || next.length() != span.length()) {
        return same;
      }
      same++;
    }
    return same;
  }
}
