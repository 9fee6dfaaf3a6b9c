package io.xlive.hls;

import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the playlists of the MPEG-TS form: one variant, tracks muxed. */
final class TsPlaylists {
  /** Durations with decimals ask for 3. */
  private static final int VERSION = 3;

  private TsPlaylists() {}

  /**
   * The multivariant playlist; empty before there is a segment, or when a codec has no MPEG-TS
   * form.
   */
  static Optional<PlaylistText> multivariant(PlaylistSnapshot snapshot, String prefix) {
    List<Segment> segments = listed(snapshot);
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    long bytes = 0;
    long nanos = 0;
    long peak = 0;
    for (Segment segment : segments) {
      long length = nanos(segment);
      long size = TsForms.estimate(segment);
      bytes += size;
      nanos += length;
      // The last segment may be a short rest, which says nothing of the rate.
      if (length >= 1_000_000_000L || segments.size() == 1) {
        peak = Math.max(peak, rate(size, length));
      }
    }
    long average = rate(bytes, nanos);
    Set<String> codecs = new LinkedHashSet<>();
    for (TrackSegment track : TsForms.tracks(segments.getLast())) {
      codecs.add(track.init().format().details().codecString());
    }
    PlaylistText text = new PlaylistText();
    StringBuilder out = text.builder();
    TrackFormat main = TsForms.tracks(segments.getLast()).getFirst().init().format();
    Optional<TrackSummary> summary =
        snapshot.tracks().stream().filter(t -> t.format().id().equals(main.id())).findFirst();
    CaptionChannels captions = Captions.of(summary.stream().toList());
    out.append("#EXTM3U\n#EXT-X-VERSION:");
    out.append(Captions.version(captions, VERSION)).append('\n');
    if (segments.stream().allMatch(Segment::independent)) {
      out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    }
    Captions.write(out, captions);
    MultivariantPlaylist.streamInf(out, Math.max(peak, average), average, codecs);
    if (main.details() instanceof FormatDetails.Video picture) {
      summary.ifPresent(t -> MultivariantPlaylist.picture(out, t, picture));
    }
    Captions.attribute(out, captions);
    text.line("").uri(prefix + MediaNames.tsPlaylist()).line("");
    return Optional.of(text);
  }

  /** The media playlist; empty as the multivariant one. */
  static Optional<PlaylistText> media(PlaylistSnapshot snapshot) {
    List<Segment> segments = listed(snapshot);
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    PlaylistText text = new PlaylistText();
    StringBuilder out = text.builder();
    Segment first = segments.getFirst();
    boolean independent = segments.stream().allMatch(Segment::independent);
    MediaPlaylist.header(out, VERSION, snapshot.targetDuration(), first, independent);
    MediaPlaylist.dateRanges(text, snapshot.dates(), Long.MIN_VALUE);
    for (Segment segment : segments) {
      Optional<TrackSegment> main = TsForms.tracks(segment).stream().findFirst();
      if (segment.discontinuity()) {
        out.append("#EXT-X-DISCONTINUITY\n");
      }
      if (segment == first || segment.discontinuity()) {
        long start = main.map(TrackSegment::startNanos).orElse(segment.startNanos());
        MediaPlaylist.date(out, segment, start);
      }
      if (main.isEmpty()) {
        out.append("#EXT-X-GAP\n");
      }
      MediaPlaylist.duration(out, nanos(segment));
      text.uri(MediaNames.tsSegment(segment)).line("");
    }
    if (snapshot.ended()) {
      out.append("#EXT-X-ENDLIST\n");
    }
    return Optional.of(text);
  }

  private static List<Segment> listed(PlaylistSnapshot snapshot) {
    List<Segment> segments =
        snapshot.segments().stream().dropWhile(s -> TsForms.tracks(s).isEmpty()).toList();
    return segments.stream().allMatch(TsForms::carries) ? segments : List.of();
  }

  private static long nanos(Segment segment) {
    return TsForms.tracks(segment).stream()
        .findFirst()
        .map(TrackSegment::nanos)
        .orElse(segment.endNanos() - segment.startNanos());
  }

  private static long rate(long bytes, long nanos) {
    return (long) (bytes * 8e9 / Math.max(nanos, 1));
  }
}
