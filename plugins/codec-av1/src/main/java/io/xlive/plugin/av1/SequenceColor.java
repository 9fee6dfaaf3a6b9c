package io.xlive.plugin.av1;

import io.xlive.mediakit.bits.BitReader;

/**
 * color_config: AV1 specification, 5.5.2.
 *
 * @param bitDepth 8, 10 or 12
 * @param mono whether there is no chroma
 * @param primaries code points of ITU-T H.273, 2 when not said; so for the next two
 * @param halfWidth subsampling_x
 * @param halfHeight subsampling_y
 * @param position chroma_sample_position, 0..3
 */
record SequenceColor(
    int bitDepth,
    boolean mono,
    int primaries,
    int transfer,
    int matrix,
    boolean fullRange,
    boolean halfWidth,
    boolean halfHeight,
    int position) {
  private static final int SRGB = 13;

  static SequenceColor read(BitReader in, int profile) {
    boolean high = in.flag();
    boolean twelve = profile == 2 && high && in.flag();
    int depth = twelve ? 12 : high ? 10 : 8;
    boolean mono = profile != 1 && in.flag();
    int primaries = 2;
    int transfer = 2;
    int matrix = 2;
    if (in.flag()) {
      primaries = in.bits(8);
      transfer = in.bits(8);
      matrix = in.bits(8);
    }
    if (mono) {
      return new SequenceColor(depth, true, primaries, transfer, matrix, in.flag(), true, true, 0);
    }
    if (primaries == 1 && transfer == SRGB && matrix == 0) {
      return new SequenceColor(depth, false, primaries, transfer, matrix, true, false, false, 0);
    }
    boolean fullRange = in.flag();
    boolean halfWidth = profile != 1;
    boolean halfHeight = profile == 0;
    if (profile == 2 && twelve) {
      halfWidth = in.flag();
      halfHeight = halfWidth && in.flag();
    }
    int position = halfWidth && halfHeight ? in.bits(2) : 0;
    return new SequenceColor(
        depth, false, primaries, transfer, matrix, fullRange, halfWidth, halfHeight, position);
  }
}
