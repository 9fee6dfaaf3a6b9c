package io.xlive.plugin.hevc;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.XliveException;

/**
 * The coding tools in the middle of a sequence parameter set (ITU-T H.265, 7.3.2.2, from
 * log2_max_pic_order_cnt_lsb_minus4 to strong_intra_smoothing_enabled_flag): nothing of them is
 * needed, but the usability information stands behind.
 */
final class SequenceTools {
  private static final int MAX_PICTURES = 16;

  private SequenceTools() {}

  static void skip(BitReader in, int subLayers) {
    int orderBits = in.ue(12) + 4;
    int from = in.flag() ? 0 : subLayers - 1;
    for (int i = from; i < subLayers; i++) {
      in.ue(); // sps_max_dec_pic_buffering_minus1
      in.ue(); // sps_max_num_reorder_pics
      in.ue(); // sps_max_latency_increase_plus1
    }
    for (int i = 0; i < 6; i++) {
      in.ue(); // block sizes and transform hierarchy depths
    }
    boolean scaled = in.flag();
    if (scaled && in.flag()) {
      scalingLists(in);
    }
    in.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (in.flag()) {
      in.skip(8); // pcm sample bit depths
      in.ue();
      in.ue();
      in.skip(1);
    }
    shortTermSets(in);
    if (in.flag()) {
      int pictures = in.ue(32);
      in.skip((long) pictures * (orderBits + 1));
    }
    in.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
  }

  /** 7.3.4. */
  private static void scalingLists(BitReader in) {
    for (int size = 0; size < 4; size++) {
      // Of 32x32 only two lists are sent, also in 4:4:4, where the others are inferred.
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (!in.flag()) {
          in.ue(); // scaling_list_pred_matrix_id_delta
          continue;
        }
        int coefficients = Math.min(64, 1 << (4 + (size << 1)));
        if (size > 1) {
          in.se(); // scaling_list_dc_coef_minus8
        }
        for (int i = 0; i < coefficients; i++) {
          in.se();
        }
      }
    }
  }

  /**
   * 7.3.7; a set may be told as the difference to the one before it, so their sizes must be kept.
   */
  private static void shortTermSets(BitReader in) {
    int sets = in.ue(64);
    int before = 0;
    for (int i = 0; i < sets; i++) {
      boolean predicted = i > 0 && in.flag();
      before = predicted ? predictedSet(in, before) : explicitSet(in);
    }
  }

  private static int explicitSet(BitReader in) {
    int negative = in.ue(MAX_PICTURES);
    int positive = in.ue(MAX_PICTURES);
    for (int i = 0; i < negative + positive; i++) {
      in.ue(); // delta_poc_minus1
      in.skip(1); // used_by_curr_pic_flag
    }
    return checked(negative + positive);
  }

  private static int predictedSet(BitReader in, int before) {
    in.skip(1); // delta_rps_sign
    in.ue(); // abs_delta_rps_minus1
    int size = 0;
    for (int j = 0; j <= before; j++) {
      boolean used = in.flag();
      if (used || in.flag()) {
        size++;
      }
    }
    return checked(size);
  }

  private static int checked(int size) {
    if (size > MAX_PICTURES) {
      throw XliveException.malformed("HEVC reference picture set of more than 16 pictures");
    }
    return size;
  }
}
