package io.xlive.hls;

import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the playlist of a video track's key frames (EXT-X-I-FRAMES-ONLY, RFC 8216bis 4.4.3.6) for
 * players that wind through a stream. It has the numbers and breaks of the media playlist, one key
 * frame for each segment; a segment without one is a gap. Each key frame is a whole fragment with
 * an address of its own: a range of the part that holds it would end within its {@code mdat}.
 */
final class KeyFramePlaylist {
  private static final int VERSION = 6;
  private static final Set<String> CODECS = Set.of("h264", "hevc");
  private static final long FRAGMENT_BYTES = 112;
  private static final long SHORTEST_NANOS = 1_000_000_000L;

  private KeyFramePlaylist() {}

  /** Whether a track has one. */
  static boolean offered(TrackSummary track) {
    return track.format().details() instanceof FormatDetails.Video
        && CODECS.contains(track.format().codec().value());
  }

  /** The text; empty when the track has none, or nothing in the window. */
  static Optional<PlaylistText> render(PlaylistSnapshot snapshot, TrackId track) {
    boolean known =
        snapshot.tracks().stream().anyMatch(t -> t.format().id().equals(track) && offered(t));
    List<Segment> segments =
        snapshot.segments().stream()
            .dropWhile(s -> s.track(track).isEmpty() && s.lost(track).isEmpty())
            .toList();
    Optional<Segment> first =
        segments.stream().findFirst().or(() -> snapshot.open().map(OpenSegment::segment));
    if (!known || first.isEmpty()) {
      return Optional.empty();
    }
    PlaylistText text = new PlaylistText();
    StringBuilder out = text.builder();
    MediaPlaylist.header(out, VERSION, snapshot.targetDuration(), first.get(), true);
    out.append("#EXT-X-I-FRAMES-ONLY\n");
    @Nullable InitSegment init = null;
    for (Segment segment : segments) {
      Optional<TrackSegment> media = segment.track(track);
      if (segment.discontinuity()) {
        out.append("#EXT-X-DISCONTINUITY\n");
      }
      if (media.isPresent() && media.get().init() != init) {
        init = media.get().init();
        text.add("#EXT-X-MAP:URI=\"").uri(MediaNames.init(track, init)).line("\"");
      }
      if (segment == first.get() || segment.discontinuity()) {
        long start = media.map(TrackSegment::startNanos).orElse(segment.startNanos());
        MediaPlaylist.date(out, segment, start);
      }
      if (media.flatMap(TrackSegment::keyFrame).isEmpty()) {
        out.append("#EXT-X-GAP\n");
      }
      MediaPlaylist.duration(out, MediaPlaylist.length(segment, track));
      text.uri(MediaNames.keyFrame(track, segment)).line("");
    }
    if (snapshot.ended()) {
      out.append("#EXT-X-ENDLIST\n");
    }
    return Optional.of(text);
  }

  /** Writes EXT-X-I-FRAME-STREAM-INF of a track (4.4.6.3). */
  static void offer(
      PlaylistText out, PlaylistSnapshot snapshot, TrackSummary track, String prefix) {
    TrackId id = track.format().id();
    if (!(track.format().details() instanceof FormatDetails.Video picture)) {
      return;
    }
    long peak = 1;
    long bytes = 0;
    long nanos = 1;
    for (Segment segment : snapshot.segments()) {
      Optional<TrackSegment> media = segment.track(id);
      Optional<MediaFrame> key = media.flatMap(TrackSegment::keyFrame);
      if (key.isPresent()) {
        long size = key.get().payload().length() + FRAGMENT_BYTES;
        long length = Math.max(media.get().nanos(), SHORTEST_NANOS);
        peak = Math.max(peak, rate(size, length));
        bytes += size;
        nanos += length;
      }
    }
    out.add("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=").add(bytes == 0 ? track.peakBits() : peak);
    if (bytes > 0) {
      out.add(",AVERAGE-BANDWIDTH=").add(Math.clamp(rate(bytes, nanos), 1, peak));
    }
    out.add(",CODECS=\"").add(picture.codecString()).add("\",RESOLUTION=").add(picture.width());
    out.add("x").add(picture.height()).add(",VIDEO-RANGE=").add(picture.color().videoRange());
    out.add(",URI=\"").uri(prefix + MediaNames.keyFrames(id)).line("\"");
  }

  private static long rate(long bytes, long nanos) {
    return (long) (bytes * 8e9 / nanos);
  }
}
