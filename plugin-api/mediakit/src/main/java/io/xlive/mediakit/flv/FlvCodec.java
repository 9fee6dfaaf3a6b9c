package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;

/**
 * How a packet names its codec.
 *
 * @param enhanced whether {@code code} is a FourCC of Enhanced RTMP; else it is a CodecID or
 *     SoundFormat
 * @param code four ASCII characters as a big-endian number, or 0..15
 */
public record FlvCodec(boolean enhanced, int code) {
  /** CodecID of AVC. */
  public static final int AVC = 7;

  /** CodecID that Asian networks use for HEVC, with the packet layout of AVC. */
  public static final int HEVC = 12;

  /** CodecID that Asian networks use for AV1, with the packet layout of AVC. */
  public static final int AV1 = 13;

  /** SoundFormat of MP3. */
  public static final int MP3 = 2;

  /** SoundFormat of AAC. */
  public static final int AAC = 10;

  /** SoundFormat of MP3 at 8 kHz. */
  public static final int MP3_8K = 14;

  /**
   * A FourCC.
   *
   * @throws IllegalArgumentException unless it has four characters of one byte
   */
  public static FlvCodec fourCc(String text) {
    return new FlvCodec(true, FourCc.of(text));
  }

  /** A CodecID or SoundFormat, 0..15. */
  public static FlvCodec legacy(int id) {
    return new FlvCodec(false, id);
  }

  /** Whether packets of this CodecID have a packet type and a composition time, as AVC has. */
  boolean legacyAvcLayout() {
    return code == AVC || code == HEVC || code == AV1;
  }

  /** The FourCC with unprintable bytes as {@code ?}, or the number: fit for a log line. */
  @Override
  public String toString() {
    return enhanced ? FourCc.text(code) : Integer.toString(code);
  }

  static FlvCodec read(Bytes bytes, int at) {
    return new FlvCodec(true, bytes.s32(at));
  }
}
