package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;

/**
 * What the body of an audio packet is (Enhanced RTMP v2, AudioPacketType; multitrack and ModEx are
 * taken apart before).
 */
public enum AudioPacketType {
  /** A configuration record. */
  SEQUENCE_START(0),
  /** A frame. */
  CODED_FRAMES(1),
  /** The end of the sequence. */
  SEQUENCE_END(2),
  /** Which channel is which speaker; see {@link MultichannelConfig}. */
  MULTICHANNEL_CONFIG(4);

  static final int MULTITRACK = 5;
  static final int MOD_EX = 7;

  private final int code;

  AudioPacketType(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  static AudioPacketType of(int code) {
    return switch (code) {
      case 0 -> SEQUENCE_START;
      case 1 -> CODED_FRAMES;
      case 2 -> SEQUENCE_END;
      case 4 -> MULTICHANNEL_CONFIG;
      default -> throw XliveException.malformed("unknown audio packet type " + code);
    };
  }
}
