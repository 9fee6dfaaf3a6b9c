package io.xlive.plugin.hevc;

import io.xlive.mediakit.nal.SeiMessages;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HEVCDecoderConfigurationRecord: ISO/IEC 14496-15, 8.3.3.1.
 *
 * @param lengthSize bytes of the length before each NAL unit: 1, 2 or 4
 * @param units the NAL units of all arrays, in order
 */
record HevcConfig(int lengthSize, List<Bytes> units) {
  private static final int FIXED = 23;

  /** More than parameter sets of all ids: 16 VPS, 16 SPS, 64 PPS, and some SEI. */
  private static final int MAX_UNITS = 128;

  static HevcConfig parse(Bytes config) {
    // Version 0 was written by encoders before the format was final.
    if (config.length() < FIXED || config.u8(0) > 1) {
      throw XliveException.malformed("no HEVC configuration record");
    }
    List<Bytes> units = new ArrayList<>();
    int at = FIXED;
    int arrays = config.u8(22);
    for (int i = 0; i < arrays; i++) {
      if (config.length() - at < 3) {
        throw XliveException.malformed("HEVC configuration record ends before an array");
      }
      int count = config.u16(at + 1);
      at += 3;
      for (int j = 0; j < count; j++) {
        if (config.length() - at < 2 || config.length() - at - 2 < config.u16(at)) {
          throw XliveException.malformed("HEVC configuration record ends inside a NAL unit");
        }
        int length = config.u16(at);
        if (length > 2) {
          units.add(config.slice(at + 2, length));
        }
        at += 2 + length;
        if (units.size() > MAX_UNITS) {
          throw XliveException.malformed("HEVC configuration record of more than 128 NAL units");
        }
      }
    }
    return new HevcConfig(lengthSize(config), units);
  }

  /** The length field's size alone: what the hot path needs. */
  static int lengthSize(Bytes config) {
    if (config.length() < FIXED) {
      throw XliveException.malformed("no HEVC configuration record");
    }
    int size = (config.u8(21) & 3) + 1;
    if (size == 3) {
      throw XliveException.malformed("NAL unit lengths of three bytes");
    }
    return size;
  }

  /** numTemporalLayers: 0 when the record does not say. */
  static int temporalLayers(Bytes config) {
    return config.u8(21) >> 3 & 7;
  }

  /** The record of these units, one array for each kind in their order. */
  static Bytes write(int lengthSize, List<Bytes> units) {
    SequenceParameterSet sps = SequenceParameterSet.parse(first(units, HevcSyntax.SPS));
    first(units, HevcSyntax.VPS);
    first(units, HevcSyntax.PPS);
    List<Integer> kinds = units.stream().map(HevcSyntax::type).distinct().toList();
    BytesBuilder out = new BytesBuilder();
    out.u8(1).bytes(sps.profile().bytes());
    out.u16(0xF000).u8(0xFC); // no spatial segmentation, parallelism unknown
    out.u8(0xFC | sps.chromaFormat());
    out.u8(0xF8 | (sps.lumaDepth() - 8)).u8(0xF8 | (sps.chromaDepth() - 8));
    out.u16(0); // average frame rate unknown
    out.u8(sps.subLayers() << 3 | (sps.nested() ? 4 : 0) | (lengthSize - 1));
    out.u8(kinds.size());
    for (int kind : kinds) {
      List<Bytes> same = units.stream().filter(u -> HevcSyntax.type(u) == kind).toList();
      out.u8(0x80 | kind).u16(same.size()); // complete: none of them stays in the samples
      for (Bytes unit : same) {
        if (unit.length() > 0xFFFF) {
          throw XliveException.malformed("a parameter set is longer than 65535 bytes");
        }
        out.u16(unit.length()).bytes(unit);
      }
    }
    return out.build();
  }

  private static Bytes first(List<Bytes> units, int type) {
    return units.stream()
        .filter(u -> HevcSyntax.type(u) == type)
        .findFirst()
        .orElseThrow(() -> XliveException.malformed("HEVC configuration without VPS, SPS or PPS"));
  }

  FormatDetails.Video details() {
    SequenceParameterSet sps = SequenceParameterSet.parse(first(units, HevcSyntax.SPS));
    first(units, HevcSyntax.PPS);
    ColorDescription color = sps.usability().color(sps.lumaDepth());
    return new FormatDetails.Video(
        sps.profile().codecString(),
        sps.width(),
        sps.height(),
        sps.usability().aspect(),
        sps.frameRate(),
        new ColorDescription(
            color.primaries(),
            transfer(color),
            color.matrix(),
            color.fullRange(),
            color.bitDepth(),
            sei(SeiMessages.MASTERING_DISPLAY).flatMap(SeiMessages::masteringDisplay),
            sei(SeiMessages.CONTENT_LIGHT).flatMap(SeiMessages::contentLight)),
        sps.fields());
  }

  /**
   * The one that is preferred to the parameter set's, as for HLG behind a plain one (H.265,
   * D.3.39).
   */
  private int transfer(ColorDescription color) {
    return sei(SeiMessages.ALTERNATIVE_TRANSFER)
        .filter(message -> !message.isEmpty())
        .map(message -> message.u8(0))
        .filter(SeiMessages::transfer)
        .orElse(color.transfer());
  }

  private Optional<Bytes> sei(int type) {
    return units.stream()
        .filter(u -> HevcSyntax.type(u) == HevcSyntax.PREFIX_SEI)
        .map(u -> SeiMessages.find(u, 2, type))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
