package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.PartialSegment;
import io.lindstrom.m3u8.model.PreloadHint;
import io.lindstrom.m3u8.model.PreloadHintType;
import io.lindstrom.m3u8.model.SegmentMap;
import io.lindstrom.m3u8.model.ServerControl;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.testkit.LivePlaylistChecker;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows one media playlist the way the best player would: reloads that the server holds back
 * where it offers that, with delta updates every other time, hinted parts asked for before they
 * exist; else at half of the target duration. Everything listed is fetched, every answer judged.
 * One thread, plus one for the hinted part.
 */
final class PlaylistWatch {
  /** A server answers a held reload within this after it has something new. */
  private static final long ANSWER_NANOS = 200_000_000L;

  private final HlsClient client;
  private final URI uri;
  private final Executor executor;
  private final LivePlaylistChecker checker = new LivePlaylistChecker();
  private final Set<URI> maps = new HashSet<>();
  private final Map<URI, Bytes> parts = new HashMap<>();
  private Optional<URI> hinted = Optional.empty();
  private CompletableFuture<Bytes> early = CompletableFuture.completedFuture(Bytes.EMPTY);
  private long nextSegment = -1;
  private int nextPart;
  private boolean blocks;
  private boolean lowLatency;
  private boolean skips;
  private int hints;
  private int deltas;
  private double pause = 0.5;

  PlaylistWatch(HlsClient client, URI uri, Executor executor) {
    this.client = client;
    this.uri = uri;
    this.executor = executor;
  }

  /** Watches for so long, or until the playlist ends. */
  void run(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && !checker.ended()) {
      if (!blocks) {
        LockSupport.parkNanos((long) (pause * 1e9)); // the pace of a player
      }
      reload();
    }
  }

  LivePlaylistChecker checker() {
    return checker;
  }

  /** What was seen, in one line. */
  String summary() {
    return "%s: %d reloads (%d deltas, blocking %s), %d segments, %d parts, %d hinted ones"
        .formatted(
            uri.getPath(),
            checker.reloads(),
            deltas,
            blocks,
            checker.segments(),
            parts.size(),
            hints);
  }

  private void reload() {
    String query = "";
    if (blocks && nextSegment >= 0) {
      query =
          (uri.getRawQuery() == null ? "?" : "&")
              + "_HLS_msn="
              + nextSegment
              + (lowLatency ? "&_HLS_part=" + nextPart : "");
      if (skips && checker.reloads() % 2 == 0) {
        query += "&_HLS_skip=YES";
      }
    }
    String text = client.playlist(URI.create(uri + query));
    long now = System.nanoTime();
    if (!query.isEmpty()) {
      checker.unchangedUntil(now - ANSWER_NANOS);
    }
    checker.feed(now, text);
    assertThat(checker.violations()).as("%s%s:\n%s", uri, query, text).isEmpty();
    MediaPlaylist playlist = parse(text);
    settings(playlist);
    fetch(playlist, text);
  }

  private void settings(MediaPlaylist playlist) {
    Optional<ServerControl> control = playlist.serverControl();
    blocks = control.map(ServerControl::canBlockReload).orElse(false);
    skips = control.flatMap(ServerControl::canSkipUntil).isPresent();
    lowLatency = playlist.partialSegmentInformation().isPresent();
    pause = playlist.targetDuration() / 2.0;
  }

  private void fetch(MediaPlaylist playlist, String text) {
    boolean broken = false;
    long skipped = 0;
    if (playlist.skip().isPresent()) {
      skipped = playlist.skip().get().skippedSegments();
      deltas++;
    }
    long number = playlist.mediaSequence() + skipped;
    for (MediaSegment segment : playlist.mediaSegments()) {
      segment.segmentMap().map(SegmentMap::uri).map(uri::resolve).ifPresent(this::map);
      parts(segment.partialSegments());
      if (number >= nextSegment) {
        broken |= segment.discontinuity();
        if (!segment.gap()) {
          segment(segment, text);
        }
      }
      number++;
    }
    parts(playlist.partialSegments());
    hint(playlist, broken, text);
    nextSegment = number;
    nextPart = playlist.partialSegments().size();
  }

  private void map(URI map) {
    if (maps.add(map)) {
      assertThat(client.media(map).length()).isPositive();
    }
  }

  private void parts(List<PartialSegment> listed) {
    for (PartialSegment part : listed) {
      URI at = uri.resolve(part.uri());
      if (!part.gap() && !parts.containsKey(at)) {
        Bytes bytes = hinted.filter(at::equals).isPresent() ? early.join() : client.media(at);
        assertThat(bytes.length()).as("%s", at).isPositive();
        parts.put(at, bytes);
      }
    }
  }

  /** A segment is there; where all its parts were listed, it is their bytes. */
  private void segment(MediaSegment segment, String text) {
    URI at = uri.resolve(segment.uri());
    Bytes whole = client.media(at);
    assertThat(whole.length()).as("%s", at).isPositive();
    if (segment.partialSegments().isEmpty()) {
      return;
    }
    BytesBuilder sum = new BytesBuilder();
    for (PartialSegment part : segment.partialSegments()) {
      Optional.ofNullable(parts.get(uri.resolve(part.uri()))).ifPresent(sum::bytes);
    }
    assertThat(whole).as("%s is its parts:\n%s", at, text).isEqualTo(sum.build());
  }

  /** Asks for the part that comes next before it exists, once the one before is there. */
  private void hint(MediaPlaylist playlist, boolean broken, String text) {
    Optional<URI> hint =
        playlist
            .preloadHint()
            .filter(found -> found.type() == PreloadHintType.PART)
            .map(PreloadHint::uri)
            .map(uri::resolve);
    if (hint.equals(hinted)) {
      return;
    }
    if (hinted.isPresent() && !broken && playlist.ongoing()) {
      assertThat(parts).as("the hinted part came:\n%s", text).containsKey(hinted.get());
      hints++;
    }
    hinted = hint;
    hint.ifPresent(at -> early = CompletableFuture.supplyAsync(() -> client.media(at), executor));
  }

  private static MediaPlaylist parse(String text) {
    try {
      return new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(text);
    } catch (PlaylistParserException e) {
      throw new AssertionError(text, e);
    }
  }
}
