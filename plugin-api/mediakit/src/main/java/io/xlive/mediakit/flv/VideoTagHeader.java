package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * Writes what stands before the body in a video message; the body itself needs no copy. The inverse
 * of {@link VideoTag#parse}.
 */
public final class VideoTagHeader {
  private VideoTagHeader() {}

  /**
   * The five bytes of AVC, and of HEVC and AV1 where they pose as it.
   *
   * @param codecId {@link FlvCodec#AVC}, {@link FlvCodec#HEVC} or {@link FlvCodec#AV1}
   * @param type sequence start, coded frames or sequence end
   * @param compositionTime milliseconds; what does not fit 24 bits is cut to what does
   * @throws IllegalArgumentException for a type that the legacy form does not have
   */
  public static Bytes legacy(
      VideoFrameType frameType, int codecId, VideoPacketType type, int compositionTime) {
    if (type.code() > 2) {
      throw new IllegalArgumentException("the legacy form has no " + type);
    }
    return new BytesBuilder(5)
        .u8(frameType.code() << 4 | codecId)
        .u8(type.code())
        .u24(s24(compositionTime))
        .build();
  }

  /** The header of a single-track enhanced message. */
  public static Bytes enhanced(VideoFrameType frameType, FlvCodec codec, VideoPacketType type) {
    return new BytesBuilder(8).u8(first(frameType, type.code())).u32(codec.code()).build();
  }

  /** The header of a coded frame, with its composition time. */
  public static Bytes enhanced(VideoFrameType frameType, FlvCodec codec, int compositionTime) {
    return new BytesBuilder(8)
        .u8(first(frameType, VideoPacketType.CODED_FRAMES.code()))
        .u32(codec.code())
        .u24(s24(compositionTime))
        .build();
  }

  /** Puts an enhanced single-track header onto a track: a multitrack message of one track. */
  public static Bytes onTrack(Bytes enhanced, int trackId) {
    int first = enhanced.u8(0);
    return new BytesBuilder(enhanced.length() + 2)
        .u8(first & 0xF0 | VideoPacketType.MULTITRACK)
        .u8(ExHeader.ONE_TRACK << 4 | (first & 0xF))
        .bytes(enhanced.slice(1, 4))
        .u8(trackId)
        .bytes(enhanced.from(5))
        .build();
  }

  /** Puts a nanosecond offset, 0..999,999, in front of an enhanced header. */
  public static Bytes withNanoOffset(Bytes enhanced, int nanos) {
    int first = enhanced.u8(0);
    return new BytesBuilder(enhanced.length() + 5)
        .u8(first & 0xF0 | VideoPacketType.MOD_EX)
        .u8(2)
        .u24(nanos)
        .u8(ExHeader.TIMESTAMP_OFFSET_NANO << 4 | (first & 0xF))
        .bytes(enhanced.from(1))
        .build();
  }

  private static int first(VideoFrameType frameType, int packetType) {
    return 0x80 | frameType.code() << 4 | packetType;
  }

  private static int s24(int compositionTime) {
    return Math.clamp(compositionTime, -0x80_0000, 0x7F_FFFF);
  }
}
