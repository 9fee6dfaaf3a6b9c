package io.xlive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.time.Duration;
import java.util.Optional;

/**
 * Problem details for HTTP (RFC 9457) with the error's code: the one form of every refusal. Holds
 * no class name, path or query of the server's own.
 *
 * @param type {@code about:blank}, as the code says more
 * @param title the status in words
 * @param status HTTP status
 * @param detail one sentence; empty for internal errors
 * @param code the error's code
 * @param instance the request's path, when it may be shown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, String code, String instance) {
  /** The media type of it. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of a plain kind. */
  public static Problem of(int status, String code, String detail, String instance) {
    return new Problem("about:blank", title(status), status, detail, code, instance);
  }

  /** The answer to a failure; the only place where error types become HTTP statuses. */
  public static Problem of(XliveException failure, String instance) {
    // What a plugin threw is in the message of its failure.
    boolean internal = status(failure) >= 500 && status(failure) != 503 && status(failure) != 501;
    return of(
        status(failure),
        failure.code().code(),
        internal ? "" : Optional.ofNullable(failure.getMessage()).orElse(""),
        instance);
  }

  /** Seconds for {@code Retry-After}, rounded up, when trying again makes sense. */
  public static Optional<Long> retryAfter(XliveException failure) {
    return failure
        .retryAfter()
        .or(() -> status(failure) == 503 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty())
        .map(wait -> Math.max(1, (wait.toMillis() + 999) / 1000));
  }

  private static int status(XliveException failure) {
    if (failure.code() == SpiError.UNAUTHENTICATED) {
      return 401;
    }
    if (failure.code() == SpiError.RATE_LIMITED) {
      return 429;
    }
    if (failure.code() == WebError.CODEC_NOT_IN_LEGACY_FLV) {
      return 406;
    }
    if (failure.code() == WebError.NO_WEB_SOCKETS) {
      return 501;
    }
    if (failure.code() == SpiError.STREAM_BUSY) {
      return 409;
    }
    return switch (failure.code().type()) {
      case REQUEST -> 400;
      case DENIED -> 403;
      case NOT_FOUND -> 404;
      case LIMIT, EXTERNAL -> 503;
      case MEDIA -> 422;
      case PLUGIN, INTERNAL -> 500;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Range Not Satisfiable";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      default -> status >= 500 ? "Internal Server Error" : "Request Refused";
    };
  }
}
