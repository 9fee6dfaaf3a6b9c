package io.xlive.plugin.vp9;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ratio;
import java.util.Locale;
import java.util.Optional;

/**
 * The content of a {@code vpcC} box (VP Codec ISO Media File Format Binding), version and flags
 * included. As it has no picture size, the record of a track's format has width and height behind
 * it, 16 bits each, once a key frame told them; they leave the server neither in a box nor in a
 * sequence start.
 *
 * @param profile 0..3
 * @param level tens and units, as 31 for level 3.1; 0 when unknown
 * @param bitDepth 8, 10 or 12
 * @param subsampling 0 and 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 * @param fullRange videoFullRangeFlag
 * @param primaries colour code points of ITU-T H.273, 2 when unknown; so for the next two
 * @param width 1..16384, 1 when unknown
 * @param height 1..16384, 1 when unknown
 */
record Vp9Config(
    int profile,
    int level,
    int bitDepth,
    int subsampling,
    boolean fullRange,
    int primaries,
    int transfer,
    int matrix,
    int width,
    int height) {
  static final Vp9Config UNKNOWN = new Vp9Config(0, 0, 8, 1, false, 2, 2, 2, 1, 1);

  private static final int RECORD = 8;
  private static final int FULL_BOX = 4;

  /**
   * Takes the box content with or without the size, and the bare record that Enhanced RTMP speaks
   * of.
   */
  static Vp9Config parse(Bytes config) {
    boolean box = config.length() >= FULL_BOX + RECORD && config.s32(0) == 0x0100_0000;
    Bytes fields = box ? config.from(FULL_BOX) : config;
    if (fields.length() < RECORD) {
      throw XliveException.malformed("no VP9 configuration record");
    }
    boolean sized = box && fields.length() == RECORD + 4;
    int depth = fields.u8(2) >> 4;
    int subsampling = fields.u8(2) >> 1 & 7;
    if (fields.u8(0) > 3 || (depth != 8 && depth != 10 && depth != 12) || subsampling > 3) {
      throw XliveException.malformed("VP9 configuration record has reserved values");
    }
    int width = sized ? fields.u16(RECORD) : 1;
    int height = sized ? fields.u16(RECORD + 2) : 1;
    if (width < 1 || width > 16_384 || height < 1 || height > 16_384) {
      throw XliveException.malformed("VP9 picture size must be 1..16384");
    }
    return new Vp9Config(
        fields.u8(0),
        fields.u8(1),
        depth,
        subsampling,
        (fields.u8(2) & 1) != 0,
        fields.u8(3),
        fields.u8(4),
        fields.u8(5),
        width,
        height);
  }

  /**
   * What a key frame says counts; where it says 4:2:0, the siting stays, and colour is not in it.
   */
  Vp9Config with(Vp9Header key) {
    int chroma = key.subsampling() == 1 && subsampling < 2 ? subsampling : key.subsampling();
    return new Vp9Config(
        key.profile(),
        Math.max(level, level(key.width(), key.height())),
        key.bitDepth(),
        chroma,
        key.fullRange(),
        primaries,
        transfer,
        matrix,
        key.width(),
        key.height());
  }

  /** The lowest level that holds the picture: VP9 levels, maximum luma picture size. */
  private static int level(int width, int height) {
    int size = width * height;
    if (size <= 36_864) {
      return 10;
    }
    if (size <= 73_728) {
      return 11;
    }
    if (size <= 122_880) {
      return 20;
    }
    if (size <= 245_760) {
      return 21;
    }
    if (size <= 552_960) {
      return 30;
    }
    if (size <= 983_040) {
      return 31;
    }
    if (size <= 2_228_224) {
      return 40;
    }
    return size <= 8_912_896 ? 50 : 60;
  }

  /** The content of the box. */
  Bytes box() {
    return new BytesBuilder(16)
        .u32(0x0100_0000)
        .u8(profile)
        .u8(level)
        .u8(bitDepth << 4 | subsampling << 1 | (fullRange ? 1 : 0))
        .u8(primaries)
        .u8(transfer)
        .u8(matrix)
        .u16(0)
        .build();
  }

  /** The record of a format: the box content, and the size when it is known. */
  Bytes write() {
    Bytes box = box();
    return width == 1 && height == 1
        ? box
        : new BytesBuilder(16).bytes(box).u16(width).u16(height).build();
  }

  FormatDetails.Video details() {
    return new FormatDetails.Video(
        codecString(),
        width,
        height,
        Ratio.ONE,
        Optional.empty(),
        ColorDescription.of(primaries, transfer, matrix, fullRange, bitDepth),
        false);
  }

  /** The short form where the long one would only repeat its defaults, or that nothing is known. */
  private String codecString() {
    String shortForm =
        String.format(Locale.ROOT, "vp09.%02d.%02d.%02d", profile, Math.max(level, 10), bitDepth);
    boolean unknown = primaries == 2 && transfer == 2 && matrix == 2;
    boolean defaults = primaries == 1 && transfer == 1 && matrix == 1;
    if ((unknown || defaults) && subsampling < 2 && !fullRange) {
      return shortForm;
    }
    return shortForm
        + String.format(
            Locale.ROOT,
            ".%02d.%02d.%02d.%02d.%02d",
            subsampling,
            primaries,
            transfer,
            matrix,
            fullRange ? 1 : 0);
  }
}
