package io.xlive.plugin.rtmp;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/** What the header of a request to the tunnel has to be like, before its body is read. */
final class TunnelHeader {
  private static final int MOST_FIELDS = 100;

  private TunnelHeader() {}

  /** Why the request is not served at all, whatever it asks for. */
  static Optional<TunnelRefusal> refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(undecodable(request.decoderResult().cause()));
    }
    if (request.headers().size() > MOST_FIELDS) {
      return Optional.of(
          TunnelRefusal.tooLarge(
              HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
              "more than " + MOST_FIELDS + " header fields"));
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return Optional.of(
          TunnelRefusal.malformed(HttpResponseStatus.METHOD_NOT_ALLOWED, "only POST is served"));
    }
    // No client of the tunnel sends chunks, and of two lengths one would be a lie.
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || length(request).isEmpty()) {
      return Optional.of(
          TunnelRefusal.malformed(HttpResponseStatus.LENGTH_REQUIRED, "no Content-Length"));
    }
    return Optional.empty();
  }

  /** Bytes of the body; none when it is not said or makes no sense. */
  static Optional<Long> length(HttpRequest request) {
    String text = request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "");
    if (text.isEmpty()
        || text.length() > 18
        || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }

  private static TunnelRefusal undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          TunnelRefusal.tooLarge(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line");
      case TooLongHttpHeaderException header ->
          TunnelRefusal.tooLarge(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the header");
      case TooLongFrameException frame ->
          TunnelRefusal.tooLarge(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "a frame");
      default -> TunnelRefusal.malformed(HttpResponseStatus.BAD_REQUEST, "not HTTP");
    };
  }
}
