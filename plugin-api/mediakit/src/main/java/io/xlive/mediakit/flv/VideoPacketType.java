package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;

/**
 * What the body of a video packet is (Enhanced RTMP v2, VideoPacketType; multitrack and ModEx are
 * taken apart before).
 */
public enum VideoPacketType {
  /** A configuration record. */
  SEQUENCE_START(0),
  /** A frame, behind its composition time where the codec has one. */
  CODED_FRAMES(1),
  /** The end of the sequence. */
  SEQUENCE_END(2),
  /** A frame whose composition time is zero and left out. */
  CODED_FRAMES_X(3),
  /** AMF name and value pairs, as {@code colorInfo}. */
  METADATA(4),
  /** A configuration in the form of an MPEG-2 transport stream descriptor (AV1). */
  MPEG2TS_SEQUENCE_START(5);

  static final int MULTITRACK = 6;
  static final int MOD_EX = 7;

  private final int code;

  VideoPacketType(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  static VideoPacketType of(int code) {
    return switch (code) {
      case 0 -> SEQUENCE_START;
      case 1 -> CODED_FRAMES;
      case 2 -> SEQUENCE_END;
      case 3 -> CODED_FRAMES_X;
      case 4 -> METADATA;
      case 5 -> MPEG2TS_SEQUENCE_START;
      default -> throw XliveException.malformed("unknown video packet type " + code);
    };
  }
}
