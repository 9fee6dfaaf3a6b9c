package io.xlive.web;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.ErrorType;

/** Failures that only HTTP knows. */
enum WebError implements ErrorCode {
  /** A query parameter or a path that makes no sense. */
  INVALID_PARAMETER(ErrorType.REQUEST),
  /** A request waited for a stream that did not go on. */
  STREAM_STALLED(ErrorType.EXTERNAL),
  /** No such resource. */
  NOT_FOUND(ErrorType.NOT_FOUND),
  /** The player asked for legacy FLV, and the stream has a newer codec. */
  CODEC_NOT_IN_LEGACY_FLV(ErrorType.MEDIA),
  /** The container offers no WebSockets. */
  NO_WEB_SOCKETS(ErrorType.EXTERNAL);

  private final ErrorType type;

  WebError(ErrorType type) {
    this.type = type;
  }

  @Override
  public ErrorType type() {
    return type;
  }
}
