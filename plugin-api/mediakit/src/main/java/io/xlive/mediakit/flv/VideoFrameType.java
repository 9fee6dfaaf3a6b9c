package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;

/** The frame type of a video message (FLV 10.1 Annex E.4.3.1). */
public enum VideoFrameType {
  /** Seekable. */
  KEY(1),
  /** Not seekable. */
  INTER(2),
  /** Nothing refers to it; H.263 only, though others use it. */
  DISPOSABLE(3),
  /** A key frame that a server made. */
  GENERATED_KEY(4),
  /** No frame: a command. */
  COMMAND(5);

  private final int code;

  VideoFrameType(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  static VideoFrameType of(int code) {
    return switch (code) {
      case 1 -> KEY;
      case 2 -> INTER;
      case 3 -> DISPOSABLE;
      case 4 -> GENERATED_KEY;
      case 5 -> COMMAND;
      default -> throw XliveException.malformed("unknown video frame type " + code);
    };
  }
}
