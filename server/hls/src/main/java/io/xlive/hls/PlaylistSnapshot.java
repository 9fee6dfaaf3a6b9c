package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a stream's playlists say at one moment. Immutable; each form is rendered when the first
 * player asks, once.
 */
final class PlaylistSnapshot {
  private static final String HLS = "application/vnd.apple.mpegurl";
  private static final String DASH = "application/dash+xml";

  private final List<Segment> segments;
  private final boolean ended;
  private final int targetDuration;
  private final List<TrackSummary> tracks;
  private final Instant origin;
  private final Map<String, Optional<RenderedPlaylist>> forms = new ConcurrentHashMap<>();

  PlaylistSnapshot(
      List<Segment> segments,
      boolean ended,
      int targetDuration,
      List<TrackSummary> tracks,
      Instant origin) {
    this.segments = List.copyOf(segments);
    this.ended = ended;
    this.targetDuration = targetDuration;
    this.tracks = List.copyOf(tracks);
    this.origin = origin;
  }

  /** Listed segments, oldest first. */
  List<Segment> segments() {
    return segments;
  }

  /** Whether EXT-X-ENDLIST stands at the end. */
  boolean ended() {
    return ended;
  }

  /** When the stream's first segment started, by the wall clock; it never changes. */
  Instant origin() {
    return origin;
  }

  /** EXT-X-TARGETDURATION in seconds; 0 before the first segment. */
  int targetDuration() {
    return targetDuration;
  }

  /**
   * Tracks with media in a listed segment: video first, then audio, each in order of appearance.
   */
  List<TrackSummary> tracks() {
    return tracks;
  }

  /**
   * The multivariant playlist.
   *
   * @param prefix what stands before the names of the media playlists: empty, or {@code STREAM/}
   */
  Optional<RenderedPlaylist> multivariant(String prefix) {
    return form("multivariant " + prefix, () -> MultivariantPlaylist.render(this, prefix));
  }

  /** The media playlist of a track; empty when it has nothing in the window. */
  Optional<RenderedPlaylist> media(TrackId track) {
    boolean listed = tracks.stream().anyMatch(t -> t.format().id().equals(track));
    return listed
        ? form("media " + track, () -> MediaPlaylist.render(this, track))
        : Optional.empty();
  }

  /** The multivariant playlist of the MPEG-TS form; empty when a codec has none. */
  Optional<RenderedPlaylist> tsMultivariant(String prefix) {
    return form("ts multivariant " + prefix, () -> TsPlaylists.multivariant(this, prefix));
  }

  /** The media playlist of the MPEG-TS form; empty when a codec has none. */
  Optional<RenderedPlaylist> tsMedia() {
    return form("ts media", () -> TsPlaylists.media(this));
  }

  /** The DASH manifest; {@code prefix} as for {@link #multivariant}. */
  Optional<RenderedPlaylist> dash(String prefix) {
    return form("dash " + prefix, DASH, () -> DashManifest.render(this, prefix));
  }

  private Optional<RenderedPlaylist> form(String name, Supplier<Optional<String>> text) {
    return form(name, HLS, text);
  }

  private Optional<RenderedPlaylist> form(
      String name, String contentType, Supplier<Optional<String>> text) {
    Optional<RenderedPlaylist> made = forms.get(name);
    return made != null
        ? made
        : forms.computeIfAbsent(
            name,
            n -> text.get().map(t -> new RenderedPlaylist(t, targetDuration / 2, contentType)));
  }
}
