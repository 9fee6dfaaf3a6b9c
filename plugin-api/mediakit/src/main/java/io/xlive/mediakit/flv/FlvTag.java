package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;

/**
 * One tag of an FLV file.
 *
 * @param type 8 audio, 9 video, 18 script data; others are left to the reader
 * @param timestamp milliseconds, 32 bits, 0..4,294,967,295
 * @param body what an RTMP message of the same type has as its payload
 */
public record FlvTag(int type, long timestamp, Bytes body) {
  /** Audio. */
  public static final int AUDIO = 8;

  /** Video. */
  public static final int VIDEO = 9;

  /** Script data: AMF0. */
  public static final int SCRIPT = 18;
}
