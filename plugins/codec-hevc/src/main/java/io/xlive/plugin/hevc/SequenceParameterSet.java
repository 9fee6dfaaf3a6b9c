package io.xlive.plugin.hevc;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.mediakit.nal.VideoUsability;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.Ratio;
import java.util.Optional;

/**
 * What passing on needs of seq_parameter_set_rbsp: ITU-T H.265, 7.3.2.2 and Annex E.
 *
 * @param subLayers sps_max_sub_layers_minus1 + 1, 1..7
 * @param nested sps_temporal_id_nesting_flag
 * @param profile profile, tier, level
 * @param chromaFormat chroma_format_idc, 0..3
 * @param lumaDepth bits per luma sample, 8..16
 * @param chromaDepth bits per chroma sample, 8..16
 * @param width after the conformance window, 1..16384
 * @param height of a picture after the conformance window, 1..16384; of two where pictures are
 *     fields
 * @param fields field_seq_flag: each picture is one field
 * @param usability aspect ratio and colour
 * @param frameRate of the timing, when there is one
 */
record SequenceParameterSet(
    int subLayers,
    boolean nested,
    ProfileTierLevel profile,
    int chromaFormat,
    int lumaDepth,
    int chromaDepth,
    int width,
    int height,
    boolean fields,
    VideoUsability usability,
    Optional<Ratio> frameRate) {
  private static final int HEADER = 2;
  private static final int LIMIT = 8192;

  /** The id alone: it stands behind profile, tier and level. */
  static int id(Bytes unit) {
    BitReader in = new BitReader(NalUnits.payload(unit, HEADER, 256));
    in.skip(4);
    int subLayers = in.bits(3);
    in.skip(1);
    ProfileTierLevel.read(in, subLayers);
    return in.ue(15);
  }

  static SequenceParameterSet parse(Bytes unit) {
    BitReader in = new BitReader(NalUnits.payload(unit, HEADER, LIMIT));
    in.skip(4); // sps_video_parameter_set_id
    int subLayers = in.bits(3) + 1;
    boolean nested = in.flag();
    if (subLayers > 7) {
      throw XliveException.malformed("HEVC sequence with more than seven sub-layers");
    }
    ProfileTierLevel profile = ProfileTierLevel.read(in, subLayers - 1);
    in.ue(15); // sps_seq_parameter_set_id
    int chroma = in.ue(3);
    boolean separatePlanes = chroma == 3 && in.flag();
    int width = in.ue(16_384);
    int height = in.ue(16_384);
    if (in.flag()) {
      int unitX = !separatePlanes && (chroma == 1 || chroma == 2) ? 2 : 1;
      int unitY = !separatePlanes && chroma == 1 ? 2 : 1;
      width -= unitX * (in.ue(16_384) + in.ue(16_384));
      height -= unitY * (in.ue(16_384) + in.ue(16_384));
    }
    int lumaDepth = 8 + in.ue(8);
    int chromaDepth = 8 + in.ue(8);
    SequenceTools.skip(in, subLayers);
    Vui vui = in.flag() ? Vui.read(in) : Vui.NONE;
    int frameHeight = vui.fields() ? height * 2 : height;
    if (width < 1 || height < 1 || frameHeight > 16_384) {
      throw XliveException.malformed("HEVC picture size must be 1..16384");
    }
    return new SequenceParameterSet(
        subLayers,
        nested,
        profile,
        chroma,
        lumaDepth,
        chromaDepth,
        width,
        frameHeight,
        vui.fields(),
        vui.usability(),
        vui.frameRate());
  }

  private record Vui(VideoUsability usability, boolean fields, Optional<Ratio> frameRate) {
    static final Vui NONE = new Vui(VideoUsability.NONE, false, Optional.empty());

    static Vui read(BitReader in) {
      VideoUsability usability = VideoUsability.read(in);
      in.skip(1); // neutral_chroma_indication_flag
      boolean fields = in.flag();
      in.skip(1); // frame_field_info_present_flag
      if (in.flag()) { // default display window: players do not crop by it
        for (int i = 0; i < 4; i++) {
          in.ue();
        }
      }
      Optional<Ratio> rate = Optional.empty();
      if (in.remaining() > 64 && in.flag()) {
        long units = in.u32();
        long scale = in.u32();
        rate = VideoUsability.frameRate(scale, fields ? 2 * units : units);
      }
      return new Vui(usability, fields, rate);
    }
  }
}
