package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.SegmentMap;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.Fmp4Conformance;
import io.xlive.testkit.PlaylistConformance;
import io.xlive.testkit.TsConformance;
import io.xlive.testkit.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows one media playlist as a player does: reloads it, fetches each segment once and in order,
 * keeps the bytes. One thread.
 */
final class HlsTrack {
  private final HlsClient client;
  private final URI uri;
  private final List<Run> runs = new ArrayList<>();
  private Optional<String> last = Optional.empty();
  private Optional<URI> map = Optional.empty();
  private long next = -1;
  private boolean ended;

  /** Segments that one initialization section covers and no discontinuity parts. */
  private record Run(Optional<Bytes> init, List<Bytes> segments) {}

  HlsTrack(HlsClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /**
   * Reloads once and fetches what is new; false once the playlist has ended and all of it was
   * fetched.
   */
  boolean step() {
    if (ended) {
      return false;
    }
    String text = client.playlist(uri);
    last.ifPresent(
        before ->
            assertThat(PlaylistConformance.checkUpdate(before, text))
                .as("%s\nbefore:\n%s\nafter:\n%s", uri, before, text)
                .filteredOn(client::judged)
                .isEmpty());
    last = Optional.of(text);
    MediaPlaylist playlist = parse(text);
    fetch(playlist);
    ended = !playlist.ongoing();
    return !ended;
  }

  boolean ended() {
    return ended;
  }

  /** The playlist as it was last. */
  String playlist() {
    return last.orElse("");
  }

  /** What the playlist says of time: number and length of its segments, dates and breaks. */
  List<String> grid() {
    return playlist()
        .lines()
        .filter(
            line ->
                line.startsWith("#EXTINF")
                    || line.startsWith("#EXT-X-MEDIA-SEQUENCE")
                    || line.startsWith("#EXT-X-DISCONTINUITY")
                    || line.startsWith("#EXT-X-PROGRAM-DATE-TIME"))
        .toList();
  }

  int segments() {
    return runs.stream().mapToInt(run -> run.segments().size()).sum();
  }

  /** Breaks met. */
  int discontinuities() {
    return Math.max(0, runs.size() - 1);
  }

  /**
   * What is wrong with the media itself; segments need not start on a key frame where the playlist
   * does not promise it.
   */
  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    List<TsConformance.Segment> transport = new ArrayList<>();
    for (Run run : runs) {
      if (run.init().isPresent()) {
        violations.addAll(Fmp4Conformance.check(run.init().get(), run.segments()));
      } else {
        for (Bytes segment : run.segments()) {
          boolean first = segment == run.segments().getFirst();
          transport.add(new TsConformance.Segment(segment, first && !transport.isEmpty()));
        }
      }
    }
    if (!transport.isEmpty()) {
      boolean independent = playlist().contains("#EXT-X-INDEPENDENT-SEGMENTS");
      TsConformance.checkSegments(transport).stream()
          .filter(violation -> independent || !violation.rule().equals("random access"))
          .forEach(violations::add);
    }
    return violations;
  }

  /** Writes everything fetched as one file per run, which any player opens. */
  List<Path> write(Path folder, String name) {
    List<Path> files = new ArrayList<>();
    for (Run run : runs) {
      Path file =
          folder.resolve(name + "-" + files.size() + (run.init().isPresent() ? ".mp4" : ".ts"));
      try (OutputStream out = Files.newOutputStream(file)) {
        if (run.init().isPresent()) {
          out.write(run.init().get().toArray());
        }
        for (Bytes segment : run.segments()) {
          out.write(segment.toArray());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.add(file);
    }
    return files;
  }

  private void fetch(MediaPlaylist playlist) {
    long number = playlist.mediaSequence();
    for (MediaSegment segment : playlist.mediaSegments()) {
      Optional<URI> named = segment.segmentMap().map(SegmentMap::uri).map(uri::resolve);
      boolean changed = named.isPresent() && !named.equals(map);
      if (named.isPresent()) {
        map = named;
      }
      if (number >= next) {
        assertThat(next < 0 || number == next)
            .as(
                "a player that reloads in time misses nothing: wants %s, gets %s\n%s",
                next, number, playlist())
            .isTrue();
        if (runs.isEmpty() || segment.discontinuity() || changed) {
          runs.add(new Run(map.map(client::media), new ArrayList<>()));
        }
        if (!segment.gap()) {
          runs.getLast().segments().add(client.media(uri.resolve(segment.uri())));
        }
        next = number + 1;
      }
      number++;
    }
  }

  private static MediaPlaylist parse(String text) {
    try {
      return new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(text);
    } catch (PlaylistParserException e) {
      throw new AssertionError(text, e);
    }
  }
}
