package io.xlive.spi;

/** The failures that the SPI itself speaks of. */
public enum SpiError implements ErrorCode {
  /** Bytes are not what their format says. */
  MALFORMED_MEDIA(ErrorType.MEDIA),
  /** A codec, a track layout or a message that the server does not carry. */
  UNSUPPORTED_MEDIA(ErrorType.MEDIA),
  /** A name that {@link io.xlive.spi.media.StreamPath} refuses. */
  INVALID_NAME(ErrorType.REQUEST),
  /** No valid credential where one is needed. */
  UNAUTHENTICATED(ErrorType.DENIED),
  /** A valid caller without the right. */
  FORBIDDEN(ErrorType.DENIED),
  /** Somebody else publishes this stream. */
  STREAM_BUSY(ErrorType.DENIED),
  /** Nobody publishes this stream. */
  STREAM_NOT_FOUND(ErrorType.NOT_FOUND),
  /** A rate limit; the message names policy and key. */
  RATE_LIMITED(ErrorType.LIMIT),
  /** A bound on number or memory; the message names its key. */
  LIMIT_REACHED(ErrorType.LIMIT),
  /** A configuration that cannot work. */
  INVALID_CONFIGURATION(ErrorType.REQUEST),
  /** A listening address that cannot be had. */
  CANNOT_LISTEN(ErrorType.EXTERNAL),
  /** An identity store that failed: deny what is new, leave what runs. */
  AUTH_UNAVAILABLE(ErrorType.EXTERNAL),
  /** A plugin broke its contract. */
  PLUGIN_FAILED(ErrorType.PLUGIN),
  /** The server is stopping. */
  SHUTTING_DOWN(ErrorType.LIMIT);

  private final ErrorType type;

  SpiError(ErrorType type) {
    this.type = type;
  }

  @Override
  public ErrorType type() {
    return type;
  }
}
