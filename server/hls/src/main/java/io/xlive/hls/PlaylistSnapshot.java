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

  private final State state;
  private final Map<String, Optional<RenderedPlaylist>> forms = new ConcurrentHashMap<>();

  /**
   * What the playlists are made of.
   *
   * @param segments complete ones that are listed, oldest first
   * @param open the one that grows, when it has a finished part
   * @param ended whether EXT-X-ENDLIST stands at the end
   * @param targetDuration EXT-X-TARGETDURATION in seconds
   * @param partTargetNanos PART-TARGET
   * @param tracks tracks with media in a listed segment: video first, then audio
   * @param origin when the stream's first segment started, by the wall clock; it never changes
   * @param dates date ranges
   * @param published where the newest part ends by the wall clock, later than in any state before
   */
  record State(
      List<Segment> segments,
      Optional<OpenSegment> open,
      boolean ended,
      int targetDuration,
      long partTargetNanos,
      List<TrackSummary> tracks,
      Instant origin,
      DateRanges.Listing dates,
      Instant published) {
    State {
      segments = List.copyOf(segments);
      tracks = List.copyOf(tracks);
    }
  }

  PlaylistSnapshot(State state) {
    this.state = state;
  }

  List<Segment> segments() {
    return state.segments();
  }

  Optional<OpenSegment> open() {
    return state.open();
  }

  boolean ended() {
    return state.ended();
  }

  int targetDuration() {
    return state.targetDuration();
  }

  long partTargetNanos() {
    return state.partTargetNanos();
  }

  List<TrackSummary> tracks() {
    return state.tracks();
  }

  Instant origin() {
    return state.origin();
  }

  DateRanges.Listing dates() {
    return state.dates();
  }

  Instant published() {
    return state.published();
  }

  /** Whether there is anything to play; what a restart lost is listed and cannot be played. */
  boolean playable() {
    return !tracks().isEmpty();
  }

  /** Number of the newest segment of which a track's playlist lists anything; -1 for none. */
  long lastMsn(TrackId track) {
    Optional<OpenSegment> growing = open().filter(o -> o.listedParts(track) > 0);
    if (growing.isPresent()) {
      return growing.get().segment().number();
    }
    return segments().isEmpty() ? -1 : segments().getLast().number();
  }

  /**
   * Number of the newest part in {@link #lastMsn}, be it a gap; -1 when the track has none in
   * there.
   */
  int lastPart(TrackId track) {
    Optional<OpenSegment> growing = open().filter(o -> o.listedParts(track) > 0);
    if (growing.isPresent()) {
      return growing.get().listedParts(track) - 1;
    }
    return segments().isEmpty() ? -1 : segments().getLast().listedParts(track) - 1;
  }

  /**
   * The multivariant playlist.
   *
   * @param prefix what stands before the names of the media playlists: empty, or {@code STREAM/}
   */
  Optional<RenderedPlaylist> multivariant(String prefix) {
    return form("multivariant " + prefix, HLS, () -> MultivariantPlaylist.render(this, prefix));
  }

  /** The media playlist of a track; empty when it has nothing in the window. */
  Optional<RenderedPlaylist> media(TrackId track) {
    return listed(track)
        ? form("media " + track, HLS, () -> MediaPlaylist.render(this, track))
        : Optional.empty();
  }

  /** The same without segments that a player knows; the whole where none is old enough. */
  Optional<RenderedPlaylist> delta(TrackId track, Skip skip) {
    Optional<RenderedPlaylist> made =
        listed(track)
            ? form(skip + " " + track, HLS, () -> MediaPlaylist.delta(this, track, skip))
            : Optional.empty();
    return made.or(() -> media(track));
  }

  /** The playlist of a track's key frames; empty when it has none. */
  Optional<RenderedPlaylist> keyFrames(TrackId track) {
    return listed(track)
        ? form("keys " + track, HLS, () -> KeyFramePlaylist.render(this, track))
        : Optional.empty();
  }

  private boolean listed(TrackId track) {
    for (TrackSummary each : tracks()) {
      if (each.format().id().equals(track)) {
        return true;
      }
    }
    for (Segment each : segments()) {
      if (each.lost(track).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The multivariant playlist of the MPEG-TS form; empty when a codec has none. */
  Optional<RenderedPlaylist> tsMultivariant(String prefix) {
    return form("ts multivariant " + prefix, HLS, () -> TsPlaylists.multivariant(this, prefix));
  }

  /** The media playlist of the MPEG-TS form; empty when a codec has none. */
  Optional<RenderedPlaylist> tsMedia() {
    return form("ts media", HLS, () -> TsPlaylists.media(this));
  }

  /** The DASH manifest; {@code prefix} as for {@link #multivariant}. */
  Optional<RenderedPlaylist> dash(String prefix) {
    String name = "dash " + prefix;
    return form(
        name, DASH, ended() ? targetDuration() : 0, () -> DashManifest.render(this, prefix));
  }

  private Optional<RenderedPlaylist> form(
      String name, String contentType, Supplier<Optional<PlaylistText>> text) {
    return form(name, contentType, targetDuration(), text);
  }

  /** A form of which caches may keep what is not older than half of some seconds. */
  private Optional<RenderedPlaylist> form(
      String name, String contentType, int seconds, Supplier<Optional<PlaylistText>> text) {
    Optional<RenderedPlaylist> made = forms.get(name);
    return made != null
        ? made
        : forms.computeIfAbsent(
            name, n -> text.get().map(t -> new RenderedPlaylist(t, seconds, contentType)));
  }
}
