package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * Writes what stands before the body in an audio message; the body itself needs no copy. The
 * inverse of {@link AudioTag#parse}.
 */
public final class AudioTagHeader {
  private static final int SIXTEEN_BITS = 2;

  private AudioTagHeader() {}

  /** The header of AAC, whose rate and channel bits are fixed by FLV 10.1 Annex E.4.2.1. */
  public static Bytes aac(AudioPacketType type) {
    return Bytes.copyOf(
        (byte) (FlvCodec.AAC << 4 | 3 << 2 | SIXTEEN_BITS | 1),
        (byte) (type == AudioPacketType.SEQUENCE_START ? 0 : 1));
  }

  /**
   * The header of any other SoundFormat. FLV knows 44,100, 22,050, 11,025 and 5,512 Hz; decoders of
   * MP3 take the rate from the frame.
   */
  public static Bytes legacy(int soundFormat, int sampleRate, int channels) {
    int rate = sampleRate >= 44_100 ? 3 : sampleRate >= 22_050 ? 2 : sampleRate >= 11_025 ? 1 : 0;
    return Bytes.copyOf(
        (byte) (soundFormat << 4 | rate << 2 | SIXTEEN_BITS | (channels > 1 ? 1 : 0)));
  }

  /** The header of a single-track enhanced message. */
  public static Bytes enhanced(FlvCodec codec, AudioPacketType type) {
    return new BytesBuilder(5).u8(first(type.code())).u32(codec.code()).build();
  }

  /** Puts an enhanced single-track header onto a track: a multitrack message of one track. */
  public static Bytes onTrack(Bytes enhanced, int trackId) {
    return new BytesBuilder(enhanced.length() + 2)
        .u8(first(AudioPacketType.MULTITRACK))
        .u8(ExHeader.ONE_TRACK << 4 | (enhanced.u8(0) & 0xF))
        .bytes(enhanced.slice(1, 4))
        .u8(trackId)
        .bytes(enhanced.from(5))
        .build();
  }

  /** Puts a nanosecond offset, 0..999,999, in front of an enhanced header. */
  public static Bytes withNanoOffset(Bytes enhanced, int nanos) {
    return new BytesBuilder(enhanced.length() + 5)
        .u8(first(AudioPacketType.MOD_EX))
        .u8(2)
        .u24(nanos)
        .u8(ExHeader.TIMESTAMP_OFFSET_NANO << 4 | (enhanced.u8(0) & 0xF))
        .bytes(enhanced.from(1))
        .build();
  }

  private static int first(int packetType) {
    return AudioTag.EX_HEADER << 4 | packetType;
  }
}
