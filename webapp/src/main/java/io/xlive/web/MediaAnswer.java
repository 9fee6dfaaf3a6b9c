package io.xlive.web;

import io.xlive.hls.HlsFile;
import io.xlive.hls.RenderedPlaylist;
import io.xlive.spi.media.Bytes;
import io.xlive.web.PlaybackGate.Audience;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers with a playlist or with media, with the headers that caches and players want. Stateless.
 */
final class MediaAnswer {
  /** A larger heap buffer is copied again at each attempt to write it to a slow player. */
  private static final int SLICE = 64 * 1024;

  /** Names are never used twice, so that media may stay as long as a cache likes. */
  private static final long MEDIA_SECONDS = 24 * 3600;

  private static final int WORTH_ZIPPING = 128;

  private MediaAnswer() {}

  /**
   * Answers with a playlist.
   *
   * @param query what goes behind each URI in it, without question mark
   * @param age how long caches may keep it, in seconds
   * @return how many bytes it was
   */
  static long playlist(
      HttpServletRequest request,
      HttpServletResponse response,
      RenderedPlaylist playlist,
      String query,
      int age,
      Audience audience)
      throws IOException {
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader(
        "Cache-Control", scope(audience) + (age > 0 ? "max-age=" + age : "no-cache"));
    Optional<List<Bytes>> zipped = zipped(request, playlist, query);
    String etag = "\"" + playlist.etag() + (zipped.isPresent() ? "-gz" : "") + tag(query);
    if (unchanged(request, response, etag)) {
      return 0;
    }
    response.setContentType(playlist.contentType());
    if (zipped.isPresent()) {
      response.setHeader("Content-Encoding", "gzip");
    }
    List<Bytes> pieces = zipped.orElseGet(() -> playlist.with(query));
    long length = length(pieces);
    response.setContentLengthLong(length);
    return body(request, response, pieces, new ByteRange(0, length - 1));
  }

  /**
   * Answers with a playlist that is for one viewer.
   *
   * @param query what goes behind each URI in it, without question mark
   * @return how many bytes it was
   */
  static long entrance(
      HttpServletRequest request,
      HttpServletResponse response,
      RenderedPlaylist playlist,
      String query)
      throws IOException {
    // Whatever kept it would make one viewer of all.
    response.setHeader("Cache-Control", "private, no-store");
    response.setContentType(playlist.contentType());
    Optional<List<Bytes>> zipped = zipped(request, playlist, query);
    if (zipped.isPresent()) {
      response.setHeader("Content-Encoding", "gzip");
    }
    List<Bytes> pieces = zipped.orElseGet(() -> playlist.with(query));
    long length = length(pieces);
    response.setContentLengthLong(length);
    return body(request, response, pieces, new ByteRange(0, length - 1));
  }

  /**
   * Packed, when that is accepted and worth it: a query of a player alone makes a text of its own.
   */
  private static Optional<List<Bytes>> zipped(
      HttpServletRequest request, RenderedPlaylist playlist, String query) {
    if (playlist.plain().length() < WORTH_ZIPPING
        || !acceptsGzip(Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse(""))) {
      return Optional.empty();
    }
    return query.isEmpty() ? Optional.of(List.of(playlist.gzip())) : playlist.gzip(query);
  }

  private static long length(List<Bytes> pieces) {
    long sum = 0;
    for (Bytes piece : pieces) {
      sum += piece.length();
    }
    return sum;
  }

  private static String tag(String query) {
    return query.isEmpty() ? "\"" : "-" + Integer.toHexString(query.hashCode()) + "\"";
  }

  /**
   * Answers with media.
   *
   * @return how many bytes it was
   */
  static long media(
      HttpServletRequest request,
      HttpServletResponse response,
      HlsFile.Media media,
      Audience audience)
      throws IOException {
    response.setHeader(
        "Cache-Control", scope(audience) + "max-age=" + MEDIA_SECONDS + ", immutable");
    response.setHeader("Accept-Ranges", "bytes");
    String etag = "\"" + media.etag() + "\"";
    if (unchanged(request, response, etag)) {
      return 0;
    }
    long length = media.length();
    Optional<String> asked =
        Optional.ofNullable(request.getHeader("Range"))
            .filter(r -> request.getMethod().equals("GET"))
            .filter(
                r -> Optional.ofNullable(request.getHeader("If-Range")).orElse(etag).equals(etag));
    ByteRange range =
        switch (ByteRange.read(asked, length)) {
          case ByteRange.Verdict.Whole() -> new ByteRange(0, length - 1);
          case ByteRange.Verdict.Part(var part) -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(
                "Content-Range", "bytes " + part.from() + "-" + part.to() + "/" + length);
            yield part;
          }
          case ByteRange.Verdict.Unsatisfiable() -> {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader("Content-Range", "bytes */" + length);
            response.setHeader("Cache-Control", "no-store");
            yield new ByteRange(0, -1);
          }
        };
    if (range.length() > 0) {
      response.setContentType(media.contentType());
    }
    response.setContentLengthLong(range.length());
    if (request.getMethod().equals("GET") && range.length() > 0 && media.direct().isPresent()) {
      ServletOutputStream out = response.getOutputStream();
      if (media.direct().get().read(range.from(), range.length(), out::write)) {
        return range.length();
      }
    }
    return body(request, response, media.pieces(), range);
  }

  /** Headers of media that is sent as it comes: the same as of the whole, but for its length. */
  static void growing(
      HttpServletResponse response, String contentType, String etag, Audience audience) {
    response.setHeader(
        "Cache-Control", scope(audience) + "max-age=" + MEDIA_SECONDS + ", immutable");
    response.setHeader("ETag", "\"" + etag + "\"");
    response.setContentType(contentType);
  }

  /** Some of a body. */
  static void pieces(HttpServletResponse response, List<Bytes> pieces) throws IOException {
    ServletOutputStream out = response.getOutputStream();
    for (Bytes piece : pieces) {
      for (int at = 0; at < piece.length(); at += SLICE) {
        out.write(piece.slice(at, Math.min(SLICE, piece.length() - at)).asByteBuffer());
      }
    }
  }

  /** The time of day as an xs:dateTime (ISO/IEC 23009-1 5.8.5.7). */
  static void clock(HttpServletRequest request, HttpServletResponse response, Instant now)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    byte[] text = now.truncatedTo(ChronoUnit.MILLIS).toString().getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(text.length);
    body(request, response, List.of(Bytes.copyOf(text)), new ByteRange(0, text.length - 1L));
  }

  private static String scope(Audience audience) {
    return switch (audience) {
      case EVERYONE -> "public, ";
      case CALLER -> "private, ";
    };
  }

  /** Sets the entity tag; answers 304 when the client has it. */
  private static boolean unchanged(
      HttpServletRequest request, HttpServletResponse response, String etag) {
    response.setHeader("ETag", etag);
    String known = request.getHeader("If-None-Match");
    if (known == null) {
      return false;
    }
    // A quoted tag cannot stand inside of another one, so that looking for it is reading the list.
    if (known.strip().equals("*") || known.contains(etag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return true;
    }
    return false;
  }

  /** Whether the value of {@code Accept-Encoding} names gzip with a weight other than zero. */
  static boolean acceptsGzip(String accepted) {
    for (String one : accepted.toLowerCase(Locale.ROOT).split(",", 32)) {
      int semicolon = one.indexOf(';');
      String coding = semicolon < 0 ? one : one.substring(0, semicolon);
      if (coding.strip().equals("gzip")) {
        return semicolon < 0 || !zeroWeight(one.substring(semicolon + 1));
      }
    }
    return false;
  }

  /** As in {@code q=0.000} (RFC 9110 12.4.2). */
  private static boolean zeroWeight(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0 || !parameter.substring(0, equals).strip().equals("q")) {
      return false;
    }
    String weight = parameter.substring(equals + 1).strip();
    return weight.equals("0")
        || (weight.startsWith("0.") && weight.chars().skip(2).allMatch(c -> c == '0'));
  }

  private static long body(
      HttpServletRequest request, HttpServletResponse response, List<Bytes> pieces, ByteRange range)
      throws IOException {
    if (request.getMethod().equals("HEAD") || range.length() <= 0) {
      return 0;
    }
    ServletOutputStream out = response.getOutputStream();
    long skip = range.from();
    long left = range.length();
    for (Bytes piece : pieces) {
      if (skip >= piece.length()) {
        skip -= piece.length();
        continue;
      }
      int from = (int) skip;
      skip = 0;
      int count = (int) Math.min(piece.length() - from, left);
      for (int at = 0; at < count; at += SLICE) {
        out.write(piece.slice(from + at, Math.min(SLICE, count - at)).asByteBuffer());
      }
      left -= count;
      if (left == 0) {
        break;
      }
    }
    return range.length() - left;
  }
}
