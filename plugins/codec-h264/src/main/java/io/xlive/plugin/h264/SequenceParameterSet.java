package io.xlive.plugin.h264;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.mediakit.nal.VideoUsability;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.Ratio;
import java.util.Optional;

/**
 * What passing on needs of seq_parameter_set_rbsp: ITU-T H.264, 7.3.2.1.1 and Annex E.
 *
 * @param profile profile_idc
 * @param id seq_parameter_set_id, 0..31
 * @param chromaFormat chroma_format_idc, 0..3
 * @param lumaDepth bits per luma sample, 8..14
 * @param chromaDepth bits per chroma sample, 8..14
 * @param width after cropping, 1..16384
 * @param height of a frame (two fields where interlaced) after cropping, 1..16384
 * @param interlaced whether frame_mbs_only_flag is 0
 * @param usability aspect ratio and colour
 * @param frameRate of the timing, when there is one
 */
record SequenceParameterSet(
    int profile,
    int id,
    int chromaFormat,
    int lumaDepth,
    int chromaDepth,
    int width,
    int height,
    boolean interlaced,
    VideoUsability usability,
    Optional<Ratio> frameRate) {
  private static final int LIMIT = 4096;
  private static final int MAX_MACROBLOCKS = 16_384 / 16;

  /** The id alone. */
  static int id(Bytes unit) {
    BitReader in = new BitReader(NalUnits.payload(unit, 1, 16));
    in.skip(24);
    return in.ue(31);
  }

  static SequenceParameterSet parse(Bytes unit) {
    BitReader in = new BitReader(NalUnits.payload(unit, 1, LIMIT));
    int profile = in.bits(8);
    in.skip(16); // constraint flags, level_idc
    int id = in.ue(31);
    int chroma = 1;
    int lumaDepth = 8;
    int chromaDepth = 8;
    boolean separatePlanes = false;
    if (highProfile(profile)) {
      chroma = in.ue(3);
      separatePlanes = chroma == 3 && in.flag();
      lumaDepth = 8 + in.ue(6);
      chromaDepth = 8 + in.ue(6);
      in.skip(1); // qpprime_y_zero_transform_bypass_flag
      if (in.flag()) {
        scalingMatrix(in, chroma == 3 ? 12 : 8);
      }
    }
    in.ue(12); // log2_max_frame_num_minus4
    pictureOrder(in);
    in.ue(16); // max_num_ref_frames
    in.skip(1); // gaps_in_frame_num_value_allowed_flag
    int columns = in.ue(MAX_MACROBLOCKS - 1) + 1;
    int rows = in.ue(MAX_MACROBLOCKS - 1) + 1;
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.skip(1); // mb_adaptive_frame_field_flag
    }
    in.skip(1); // direct_8x8_inference_flag
    int fieldFactor = framesOnly ? 1 : 2;
    int arrayType = separatePlanes ? 0 : chroma;
    int unitX = arrayType == 1 || arrayType == 2 ? 2 : 1;
    int unitY = (arrayType == 1 ? 2 : 1) * fieldFactor;
    int width = columns * 16;
    int height = rows * 16 * fieldFactor;
    if (in.flag()) {
      width -= unitX * (in.ue(16_384) + in.ue(16_384));
      height -= unitY * (in.ue(16_384) + in.ue(16_384));
    }
    if (width < 1 || width > 16_384 || height < 1 || height > 16_384) {
      throw XliveException.malformed("H.264 picture size must be 1..16384");
    }
    VideoUsability usability = VideoUsability.NONE;
    Optional<Ratio> rate = Optional.empty();
    // Encoders exist that cut the set off inside the usability information: what stands before it
    // still counts.
    if (in.remaining() > 0 && in.flag()) {
      usability = VideoUsability.read(in);
      rate = timing(in);
    }
    return new SequenceParameterSet(
        profile, id, chroma, lumaDepth, chromaDepth, width, height, !framesOnly, usability, rate);
  }

  /** Whether chroma format and bit depths are in the set: 7.3.2.1.1. */
  static boolean highProfile(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private static Optional<Ratio> timing(BitReader in) {
    if (in.remaining() < 65 || !in.flag()) {
      return Optional.empty();
    }
    long units = in.u32();
    long scale = in.u32();
    // A tick is a field: two of them make a frame (E.2.1).
    return VideoUsability.frameRate(scale, 2 * units);
  }

  private static void pictureOrder(BitReader in) {
    switch (in.ue(2)) {
      case 0 -> in.ue(12); // log2_max_pic_order_cnt_lsb_minus4
      case 1 -> {
        in.skip(1); // delta_pic_order_always_zero_flag
        in.se();
        in.se();
        int cycle = in.ue(255);
        for (int i = 0; i < cycle; i++) {
          in.se();
        }
      }
      default -> {}
    }
  }

  private static void scalingMatrix(BitReader in, int lists) {
    for (int i = 0; i < lists; i++) {
      if (in.flag()) {
        scalingList(in, i < 6 ? 16 : 64);
      }
    }
  }

  /** 7.3.2.1.1.1: codes are only there while the scale does not become 0. */
  private static void scalingList(BitReader in, int size) {
    long last = 8;
    long next = 8;
    for (int j = 0; j < size; j++) {
      if (next != 0) {
        next = Math.floorMod(last + in.se() + 256, 256L);
      }
      last = next == 0 ? last : next;
    }
  }
}
