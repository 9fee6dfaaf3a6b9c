package io.xlive.e2e;

import static org.awaitility.Awaitility.await;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.Variant;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Plays a stream from its multivariant playlist to its end; several may be stepped by one thread.
 */
final class HlsPlayer {
  private static final Duration RELOAD = Duration.ofMillis(300);

  private final HlsClient client;
  private final URI uri;
  private final Predicate<Variant> wanted;
  private final Predicate<AlternativeRendition> heard;
  private final Map<String, HlsTrack> tracks = new LinkedHashMap<>();
  private Optional<MasterPlaylist> playlist = Optional.empty();

  HlsPlayer(URI uri) {
    this(uri, new HlsClient());
  }

  HlsPlayer(URI uri, HlsClient client) {
    this(uri, client, variant -> true, audio -> true);
  }

  /**
   * A player of the first variant and the first of its sounds that are wanted; it begins when the
   * playlist lists one.
   */
  HlsPlayer(
      URI uri, HlsClient client, Predicate<Variant> wanted, Predicate<AlternativeRendition> heard) {
    this.uri = uri;
    this.client = client;
    this.wanted = wanted;
    this.heard = heard;
  }

  /** Plays until every playlist has ended. */
  static void playToEnd(Duration limit, HlsPlayer... players) {
    await("end of " + players[0].uri)
        .atMost(limit)
        .pollInterval(RELOAD)
        .until(
            () -> {
              boolean going = false;
              for (HlsPlayer player : players) {
                going |= player.step();
              }
              return !going;
            });
  }

  /** Plays until at least so many segments of each track are there. */
  void playUntil(int segments, Duration limit) {
    await(segments + " segments of " + uri)
        .atMost(limit)
        .pollInterval(RELOAD)
        .until(
            () -> {
              step();
              return !tracks.isEmpty()
                  && tracks.values().stream().allMatch(track -> track.segments() >= segments);
            });
  }

  /** Whether the server knows this playlist now. */
  boolean exists() {
    return client.multivariant(uri).isPresent();
  }

  /** One reload of everything; false once all has ended. */
  boolean step() {
    if (playlist.isEmpty()) {
      playlist = client.multivariant(uri).filter(found -> variant(found).isPresent());
      playlist.ifPresent(
          found ->
              HlsClient.tracks(uri, found, variant(found).orElseThrow(), heard)
                  .forEach((kind, at) -> tracks.put(kind, new HlsTrack(client, at))));
    }
    boolean going = playlist.isEmpty();
    for (HlsTrack track : tracks.values()) {
      going |= track.step();
    }
    return going;
  }

  private Optional<Variant> variant(MasterPlaylist found) {
    return found.variants().stream().filter(wanted).findFirst();
  }

  /** The multivariant playlist; fails when there was none yet. */
  MasterPlaylist playlist() {
    return playlist.orElseThrow();
  }

  /** By {@code v} and {@code a}; a muxed variant stands under {@code v}. */
  Map<String, HlsTrack> tracks() {
    return tracks;
  }

  HlsTrack track(String kind) {
    return Optional.ofNullable(tracks.get(kind))
        .orElseThrow(() -> new AssertionError("no track " + kind + " in " + playlist));
  }
}
