package io.xlive.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A categorised failure. The message is one sentence for an operator: what was refused, by which
 * rule, under which key; it holds no secret and may be shown to the peer unless the type is {@link
 * ErrorType#INTERNAL}. Remote input causes many of these, so only failures of type {@code INTERNAL}
 * and {@code PLUGIN}, and those with a cause, carry a stack trace.
 */
public final class XliveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient Optional<Duration> retryAfter;

  /** A failure without an inner one. */
  public XliveException(ErrorCode code, String message) {
    super(
        message, null, true, code.type() == ErrorType.INTERNAL || code.type() == ErrorType.PLUGIN);
    this.code = Objects.requireNonNull(code, "code");
    this.retryAfter = Optional.empty();
  }

  /** A failure caused by another. */
  public XliveException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
    this.retryAfter = Optional.empty();
  }

  private XliveException(ErrorCode code, String message, Duration retryAfter) {
    super(message, null, true, false);
    this.code = code;
    this.retryAfter = Optional.of(retryAfter);
  }

  /** A limit that opens again after a while. */
  public static XliveException retryable(ErrorCode code, String message, Duration retryAfter) {
    return new XliveException(code, message, retryAfter);
  }

  /** Remote media that is not what it claims. */
  public static XliveException malformed(String message) {
    return new XliveException(SpiError.MALFORMED_MEDIA, message);
  }

  /** The failure's name and type. */
  public ErrorCode code() {
    return code;
  }

  /** When trying again makes sense, for limits. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** {@code code: message}. */
  @Override
  public String toString() {
    return code.code() + ": " + getMessage();
  }
}
