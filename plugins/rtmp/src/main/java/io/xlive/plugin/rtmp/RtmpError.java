package io.xlive.plugin.rtmp;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.ErrorType;

/**
 * Why a connection is closed by us. The lower-case name is the {@code reason} tag of the refusal
 * counter.
 */
enum RtmpError implements ErrorCode {
  /** Not RTMP at all: a port scan, HTTP, TLS on the plain port. */
  NOT_RTMP(ErrorType.REQUEST),
  /** RTMPE or another encrypted form. */
  ENCRYPTED_HANDSHAKE(ErrorType.REQUEST),
  /** The chunk layer or a message breaks the protocol. */
  PROTOCOL_ERROR(ErrorType.REQUEST),
  /** A size or a number above its limit. */
  OVER_LIMIT(ErrorType.LIMIT),
  /** Too slow. */
  TIMED_OUT(ErrorType.LIMIT),
  /** Too many connections. */
  TOO_MANY_CONNECTIONS(ErrorType.LIMIT),
  /** A reader that does not keep up. */
  TOO_SLOW(ErrorType.LIMIT);

  private final ErrorType type;

  RtmpError(ErrorType type) {
    this.type = type;
  }

  @Override
  public ErrorType type() {
    return type;
  }
}
