package io.xlive.plugin.av1;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.codec.LowestTerms;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.Ratio;
import java.util.Optional;

/**
 * sequence_header_obu: AV1 specification, 5.5.
 *
 * @param profile seq_profile, 0..2
 * @param level seq_level_idx of the first operating point, 0..31
 * @param highTier seq_tier of it
 * @param width largest, 1..16384
 * @param height largest, 1..16384
 * @param frameRate of the timing, where pictures have equal distance
 * @param color how samples are coded
 */
record SequenceHeader(
    int profile,
    int level,
    boolean highTier,
    int width,
    int height,
    Optional<Ratio> frameRate,
    SequenceColor color) {

  /** The fifth bit: nothing but a still picture, with most of the syntax left out. */
  static boolean reducedStillPicture(Bytes payload) {
    return !payload.isEmpty() && (payload.u8(0) & 8) != 0;
  }

  static SequenceHeader parse(Bytes payload) {
    BitReader in = new BitReader(payload);
    int profile = in.bits(3);
    if (profile > 2) {
      throw XliveException.malformed("AV1 profile is reserved");
    }
    in.skip(1); // still_picture
    boolean reduced = in.flag();
    OperatingPoint point =
        reduced ? new OperatingPoint(in.bits(5), false, Optional.empty()) : OperatingPoint.read(in);
    int widthBits = in.bits(4) + 1;
    int heightBits = in.bits(4) + 1;
    int width = in.bits(widthBits) + 1;
    int height = in.bits(heightBits) + 1;
    if (width > 16_384 || height > 16_384) {
      throw XliveException.malformed("AV1 picture size must be 1..16384");
    }
    if (!reduced && in.flag()) {
      in.skip(4 + 3); // frame id lengths
    }
    in.skip(3); // superblock size, filter intra, intra edge filter
    if (!reduced) {
      tools(in);
    }
    in.skip(3); // superres, cdef, restoration
    return new SequenceHeader(
        profile,
        point.level(),
        point.highTier(),
        width,
        height,
        point.frameRate(),
        SequenceColor.read(in, profile));
  }

  private static void tools(BitReader in) {
    in.skip(4); // interintra, masked compound, warped motion, dual filter
    boolean orderHint = in.flag();
    if (orderHint) {
      in.skip(2);
    }
    boolean chosenByFrame = in.flag();
    boolean screenContent = chosenByFrame || in.flag();
    if (screenContent && !in.flag()) {
      in.skip(1); // seq_force_integer_mv
    }
    if (orderHint) {
      in.skip(3);
    }
  }

  /**
   * What stands between the first flags and the picture size: timing and the first operating point.
   */
  private record OperatingPoint(int level, boolean highTier, Optional<Ratio> frameRate) {
    static OperatingPoint read(BitReader in) {
      Optional<Ratio> rate = Optional.empty();
      int delayBits = 0;
      if (in.flag()) {
        rate = timing(in);
        if (in.flag()) { // decoder_model_info
          delayBits = in.bits(5) + 1;
          in.skip(32 + 5 + 5);
        }
      }
      boolean displayDelay = in.flag();
      int points = in.bits(5) + 1;
      int level = 0;
      boolean highTier = false;
      for (int i = 0; i < points; i++) {
        in.skip(12); // operating_point_idc
        int pointLevel = in.bits(5);
        boolean pointTier = pointLevel > 7 && in.flag();
        if (delayBits > 0 && in.flag()) {
          in.skip(2L * delayBits + 1);
        }
        if (displayDelay && in.flag()) {
          in.skip(4);
        }
        if (i == 0) {
          level = pointLevel;
          highTier = pointTier;
        }
      }
      return new OperatingPoint(level, highTier, rate);
    }

    private static Optional<Ratio> timing(BitReader in) {
      long units = in.u32();
      long scale = in.u32();
      if (!in.flag()) {
        return Optional.empty();
      }
      long unitsOfPicture = units * (in.ue() + 1);
      boolean plausible = unitsOfPicture > 0 && scale > 0 && scale / unitsOfPicture <= 1000;
      return plausible ? Optional.of(LowestTerms.of(scale, unitsOfPicture)) : Optional.empty();
    }
  }
}
