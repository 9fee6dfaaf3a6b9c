package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the media playlist of a track, with its parts (RFC 8216bis 4.4.3, 4.4.4, 4.4.5). */
final class MediaPlaylist {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** EXT-X-MAP outside of I-frame playlists asks for 6, EXT-X-SKIP for 9, with date ranges 10. */
  private static final int VERSION = 6;

  private static final int VERSION_OF_DELTAS = 9;

  private static final int VERSION_OF_DATE_RANGE_DELTAS = 10;

  private static final long SECOND = 1_000_000_000L;

  /** Parts are listed this many target durations from the end (4.4.4.9). */
  private static final int TARGETS_WITH_PARTS = 3;

  /** Older segments than so many target durations may be left out of a delta (4.4.3.8). */
  static final int TARGETS_IN_DELTA = 6;

  private final PlaylistSnapshot snapshot;
  private final TrackId track;
  private final PlaylistText out = new PlaylistText();
  private final List<Segment> segments;
  private final Optional<OpenSegment> open;

  private MediaPlaylist(PlaylistSnapshot snapshot, TrackId track) {
    this.snapshot = snapshot;
    this.track = track;
    this.segments =
        snapshot.segments().stream()
            .dropWhile(s -> s.track(track).isEmpty() && s.lost(track).isEmpty())
            .toList();
    this.open = snapshot.open().filter(o -> !segments.isEmpty() || !o.parts(track).isEmpty());
  }

  /** The whole playlist; empty when the track has nothing in the window. */
  static Optional<PlaylistText> render(PlaylistSnapshot snapshot, TrackId track) {
    MediaPlaylist playlist = new MediaPlaylist(snapshot, track);
    return playlist.empty() ? Optional.empty() : Optional.of(playlist.write(0, Skip.SEGMENTS));
  }

  /**
   * A delta update: old segments are left out (4.4.5.2). Empty when none is old enough, and the
   * whole playlist is the answer.
   */
  static Optional<PlaylistText> delta(PlaylistSnapshot snapshot, TrackId track, Skip skip) {
    MediaPlaylist playlist = new MediaPlaylist(snapshot, track);
    int skipped = playlist.empty() ? 0 : playlist.skippable();
    return skipped == 0 ? Optional.empty() : Optional.of(playlist.write(skipped, skip));
  }

  private boolean empty() {
    return segments.isEmpty() && open.isEmpty();
  }

  private int skippable() {
    long left = lengthOf(segments) + openNanos();
    int count = 0;
    for (Segment segment : segments) {
      left -= length(segment);
      if (left < TARGETS_IN_DELTA * targetNanos()) {
        return count;
      }
      count++;
    }
    return count;
  }

  private PlaylistText write(int skipped, Skip skip) {
    boolean all = skipped == 0 || skip == Skip.SEGMENTS;
    Segment first = segments.isEmpty() ? open.orElseThrow().segment() : segments.getFirst();
    boolean independent =
        segments.stream().allMatch(s -> s.track(track).map(TrackSegment::independent).orElse(true))
            && open.flatMap(o -> o.track(track)).map(TrackSegment::independent).orElse(true);
    header(
        out.builder(),
        skipped == 0 ? VERSION : all ? VERSION_OF_DELTAS : VERSION_OF_DATE_RANGE_DELTAS,
        snapshot.targetDuration(),
        first,
        independent);
    lowLatency();
    if (skipped > 0) {
      out.add("#EXT-X-SKIP:SKIPPED-SEGMENTS=").add(skipped);
      out.line(all ? "" : removed(snapshot.dates()));
    }
    long since = snapshot.dates().atMillis() - TARGETS_IN_DELTA * targetNanos() / 1_000_000;
    dateRanges(out, snapshot.dates(), all ? Long.MIN_VALUE : since);
    long left = lengthOf(segments) + openNanos();
    @Nullable InitSegment init = null;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      Optional<TrackSegment> media = segment.track(track);
      if (i >= skipped) {
        begin(segment, media, init, segment == first);
        if (left < TARGETS_WITH_PARTS * targetNanos() + length(segment)) {
          parts(segment, segment.parts(track), segment.gaps(track));
        }
        if (media.isEmpty()) {
          out.line("#EXT-X-GAP");
        }
        duration(out.builder(), length(segment));
        out.uri(MediaNames.segment(track, segment)).line("");
      }
      init = media.map(TrackSegment::init).orElse(init);
      left -= length(segment);
    }
    end(init, first);
    return out;
  }

  private void lowLatency() {
    long target = targetNanos();
    out.add("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=");
    out.add(seconds(3 * snapshot.partTargetNanos())).add(",HOLD-BACK=").add(seconds(3 * target));
    out.add(",CAN-SKIP-UNTIL=").add(seconds(TARGETS_IN_DELTA * target));
    out.line(",CAN-SKIP-DATERANGES=YES");
    out.line("#EXT-X-PART-INF:PART-TARGET=" + seconds(snapshot.partTargetNanos()));
  }

  private void begin(
      Segment segment, Optional<TrackSegment> media, @Nullable InitSegment init, boolean first) {
    if (segment.discontinuity()) {
      out.line("#EXT-X-DISCONTINUITY");
    }
    if (media.isPresent() && media.get().init() != init) {
      out.add("#EXT-X-MAP:URI=\"").uri(MediaNames.init(track, media.get().init())).line("\"");
    }
    if (first || segment.discontinuity()) {
      date(
          out.builder(), segment, media.map(TrackSegment::startNanos).orElse(segment.startNanos()));
    }
  }

  /**
   * The parts of a segment, or those that are gaps of a track that left before it: never gaps
   * behind parts ({@link Absences}).
   */
  private void parts(Segment segment, List<Part> parts, Optional<Gaps> gaps) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      out.add("#EXT-X-PART:DURATION=").add(seconds(part.nanos())).add(",URI=\"");
      out.uri(MediaNames.part(track, segment, i)).add("\"");
      out.line(part.independent() ? ",INDEPENDENT=YES" : "");
    }
    int number = parts.size();
    for (long nanos : gaps.map(Gaps::nanos).orElse(List.of())) {
      out.add("#EXT-X-PART:DURATION=").add(seconds(nanos)).add(",URI=\"");
      out.uri(MediaNames.part(track, segment, number++)).line("\",GAP=YES");
    }
  }

  private static long nanos(List<Part> parts) {
    return parts.stream().mapToLong(Part::nanos).sum();
  }

  /** The segment that grows, what comes next in it, and how far the other renditions are. */
  private void end(@Nullable InitSegment init, Segment first) {
    if (snapshot.ended()) {
      out.line("#EXT-X-ENDLIST");
      return;
    }
    if (open.isEmpty()) {
      // Whatever comes, a break is before it. Players that count breaks (hls.js) know it now.
      out.line("#EXT-X-DISCONTINUITY");
      return;
    }
    OpenSegment growing = open.get();
    Segment segment = growing.segment();
    List<Part> parts = growing.parts(track);
    Optional<Gaps> gaps = growing.gaps(track);
    boolean listed = growing.listedParts(track) > 0;
    if (listed) {
      begin(segment, growing.track(track), init, segment == first);
      parts(segment, parts, gaps);
    }
    if (!listed && segment.discontinuity()) {
      // A hint without the tags behind the break would be a part of the wrong stretch.
      out.line("#EXT-X-DISCONTINUITY");
    } else if (gaps.isEmpty()) {
      out.add("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"");
      out.uri(
          full(parts, growing)
              ? MediaNames.firstPart(track, segment)
              : MediaNames.part(track, segment, parts.size()));
      out.line("\"");
    }
    for (TrackSummary other : snapshot.tracks()) {
      TrackId id = other.format().id();
      boolean played = other.format().kind() != TrackKind.DATA && !id.equals(track);
      if (played) {
        report(id);
      }
    }
  }

  /**
   * Whether the segment has reached the moment at which it will be cut if all goes on as it does,
   * so that the next part will most likely be the first of the next segment.
   */
  private boolean full(List<Part> parts, OpenSegment growing) {
    Optional<TrackSegment> media = growing.track(track);
    if (media.isEmpty()) {
      return false;
    }
    long reached = media.get().startNanos() + nanos(parts);
    boolean picture = media.get().init().format().kind() == TrackKind.VIDEO;
    return reached >= growing.expectedEndNanos() - (picture ? Gaps.NEAR_NANOS : 0);
  }

  private void report(TrackId other) {
    long msn = snapshot.lastMsn(other);
    if (msn >= 0) {
      out.add("#EXT-X-RENDITION-REPORT:URI=\"").uri(MediaNames.playlist(other));
      int part = snapshot.lastPart(other);
      out.add("\",LAST-MSN=").add(msn).line(part < 0 ? "" : ",LAST-PART=" + part);
    }
  }

  private long length(Segment segment) {
    return length(segment, track);
  }

  /** What a track's playlists say of a segment's length. */
  static long length(Segment segment, TrackId track) {
    return segment
        .track(track)
        .map(TrackSegment::nanos)
        .or(() -> segment.lost(track))
        .orElseGet(
            () ->
                Math.max(
                    segment.endNanos() - segment.startNanos(),
                    segment.gaps(track).map(Gaps::length).orElse(0L)));
  }

  private long lengthOf(List<Segment> all) {
    return all.stream().mapToLong(this::length).sum();
  }

  private long openNanos() {
    return open.map(o -> nanos(o.parts(track)) + o.gaps(track).map(Gaps::length).orElse(0L))
        .orElse(0L);
  }

  private long targetNanos() {
    return snapshot.targetDuration() * SECOND;
  }

  static void header(
      StringBuilder out, int version, int targetDuration, Segment first, boolean independent) {
    out.append("#EXTM3U\n#EXT-X-VERSION:").append(version);
    out.append("\n#EXT-X-TARGETDURATION:").append(targetDuration);
    out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(first.number()).append('\n');
    // The tag before the first segment still stands, so it is not counted as removed yet.
    long removed = first.discontinuityNumber() - (first.discontinuity() ? 1 : 0);
    if (removed > 0) {
      out.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(removed).append('\n');
    }
    if (independent) {
      out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    }
  }

  static void date(StringBuilder out, Segment segment, long mediaNanos) {
    Instant at = segment.zero().plusNanos(mediaNanos);
    out.append("#EXT-X-PROGRAM-DATE-TIME:").append(date(at)).append('\n');
  }

  /** A moment as all dates of a playlist are written, in milliseconds of UTC. */
  static String date(Instant at) {
    return DATE.format(at);
  }

  private static String removed(DateRanges.Listing dates) {
    return ",RECENTLY-REMOVED-DATERANGES=\"" + String.join("\t", dates.recentlyRemoved()) + '"';
  }

  /** Tags that were added at or after a time by the wall clock. */
  static void dateRanges(PlaylistText out, DateRanges.Listing dates, long sinceMillis) {
    for (DateRange range : dates.ranges()) {
      for (DateRange.Tag tag : range.tags()) {
        if (tag.addedMillis() >= sinceMillis) {
          out.line(tag.line());
        }
      }
    }
  }

  static void duration(StringBuilder out, long nanos) {
    out.append("#EXTINF:").append(seconds(nanos)).append(",\n");
  }

  /** Seconds with microseconds. */
  static String seconds(long nanos) {
    long micros = (nanos + 500) / 1000;
    return micros / 1_000_000 + "." + Long.toString(1_000_000 + micros % 1_000_000).substring(1);
  }
}
