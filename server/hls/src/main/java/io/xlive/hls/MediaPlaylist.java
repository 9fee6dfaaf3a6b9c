package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the media playlist of a track (RFC 8216bis 4.4.3, 4.4.4). */
final class MediaPlaylist {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** EXT-X-MAP outside of I-frame playlists asks for 6. */
  private static final int VERSION = 6;

  private MediaPlaylist() {}

  /** The text; empty when the track has nothing in the window. */
  static Optional<String> render(PlaylistSnapshot snapshot, TrackId track) {
    List<Segment> segments =
        snapshot.segments().stream().dropWhile(s -> s.track(track).isEmpty()).toList();
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(1024);
    boolean independent =
        segments.stream().allMatch(s -> s.track(track).map(TrackSegment::independent).orElse(true));
    header(out, VERSION, snapshot.targetDuration(), segments.getFirst(), independent);
    @Nullable InitSegment init = null;
    for (Segment segment : segments) {
      Optional<TrackSegment> media = segment.track(track);
      if (segment.discontinuity()) {
        out.append("#EXT-X-DISCONTINUITY\n");
      }
      if (media.isPresent() && media.get().init() != init) {
        init = media.get().init();
        out.append("#EXT-X-MAP:URI=\"").append(MediaNames.init(track, init)).append("\"\n");
      }
      if (segment == segments.getFirst() || segment.discontinuity()) {
        date(out, segment, media.map(TrackSegment::startNanos).orElse(segment.startNanos()));
      }
      if (media.isEmpty()) {
        out.append("#EXT-X-GAP\n");
      }
      duration(
          out, media.map(TrackSegment::nanos).orElse(segment.endNanos() - segment.startNanos()));
      out.append(MediaNames.segment(track, segment)).append('\n');
    }
    if (snapshot.ended()) {
      out.append("#EXT-X-ENDLIST\n");
    }
    return Optional.of(out.toString());
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
    out.append("#EXT-X-PROGRAM-DATE-TIME:").append(DATE.format(at)).append('\n');
  }

  static void duration(StringBuilder out, long nanos) {
    long micros = (nanos + 500) / 1000;
    String fraction = Long.toString(1_000_000 + micros % 1_000_000).substring(1);
    out.append("#EXTINF:").append(micros / 1_000_000).append('.').append(fraction).append(",\n");
  }
}
