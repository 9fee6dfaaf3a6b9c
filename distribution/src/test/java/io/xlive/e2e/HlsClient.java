package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaType;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.PlaylistConformance;
import io.xlive.testkit.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A strict HLS client: it accepts no playlist that the readers of the test kit or of m3u8-parser
 * find fault with.
 */
final class HlsClient {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final boolean regular;

  /** For a stream with regular frames and groups of pictures. */
  HlsClient() {
    this(true);
  }

  /**
   * A client.
   *
   * @param regular whether frames and groups of pictures are; else nobody can know where the next
   *     part begins, nor make all parts alike, and these two rules are not judged
   */
  HlsClient(boolean regular) {
    this.regular = regular;
  }

  /** Whether a rule can be held for this stream. */
  boolean judged(Violation violation) {
    return regular
        || !(violation.rule().endsWith("preload hint")
            || violation.detail().contains("below 85 %"));
  }

  /** Asks for a multivariant playlist; empty while the server knows none (404). */
  Optional<MasterPlaylist> multivariant(URI uri) {
    HttpResponse<byte[]> response = send(uri);
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    String text = playlist(response);
    try {
      return Optional.of(new MasterPlaylistParser(ParsingMode.STRICT).readPlaylist(text));
    } catch (PlaylistParserException e) {
      throw new AssertionError(text, e);
    }
  }

  /**
   * The media playlists of a variant and the first of its audio that is wanted: by {@code v} and
   * {@code a}, or by {@code v} alone when one has both.
   */
  static Map<String, URI> tracks(
      URI base, MasterPlaylist playlist, Variant variant, Predicate<AlternativeRendition> wanted) {
    Map<String, URI> tracks = new LinkedHashMap<>();
    tracks.put(variant.resolution().isPresent() ? "v" : "a", base.resolve(variant.uri()));
    List<AlternativeRendition> audio =
        playlist.alternativeRenditions().stream()
            .filter(rendition -> rendition.type() == MediaType.AUDIO)
            .filter(wanted)
            .filter(rendition -> variant.audio().filter(rendition.groupId()::equals).isPresent())
            .toList();
    for (AlternativeRendition rendition : audio) {
      rendition.uri().ifPresent(uri -> tracks.putIfAbsent("a", base.resolve(uri)));
    }
    return tracks;
  }

  /** A playlist's text. */
  String playlist(URI uri) {
    return playlist(send(uri));
  }

  /** The text of a DASH manifest. */
  String manifest(URI uri) {
    HttpResponse<byte[]> response = send(uri);
    String text = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as("status of %s: %s", uri, text).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/dash+xml");
    return text;
  }

  /** A segment or an initialization section. */
  Bytes media(URI uri) {
    HttpResponse<byte[]> response = send(uri);
    assertThat(response.statusCode()).as("status of " + uri).isEqualTo(200);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .as("for players of other origins, " + uri)
        .contains("*");
    return Bytes.copyOf(response.body());
  }

  private String playlist(HttpResponse<byte[]> response) {
    String text = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(response.statusCode())
        .as("status of " + response.uri() + ": " + text)
        .isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/vnd.apple.mpegurl");
    assertThat(PlaylistConformance.check(text))
        .as("%s:\n%s", response.uri(), text)
        .filteredOn(this::judged)
        .isEmpty();
    return text;
  }

  private HttpResponse<byte[]> send(URI uri) {
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
