package io.xlive.plugin.h264;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FormatDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * AVCDecoderConfigurationRecord: ISO/IEC 14496-15, 5.3.3.1. The fields that high profiles have at
 * the end are optional here, for many encoders leave them out.
 *
 * @param lengthSize bytes of the length before each NAL unit: 1, 2 or 4
 * @param sps sequence parameter sets, at least one
 * @param pps picture parameter sets, at least one
 */
record AvcConfig(int lengthSize, List<Bytes> sps, List<Bytes> pps) {
  private static final int MAX_SPS = 31;
  private static final int MAX_PPS = 255;

  static AvcConfig parse(Bytes config) {
    if (config.length() < 7 || config.u8(0) != 1) {
      throw XliveException.malformed("no AVC configuration record");
    }
    int lengthSize = lengthSize(config);
    List<Bytes> sps = new ArrayList<>();
    List<Bytes> pps = new ArrayList<>();
    int at = sets(config, 6, config.u8(5) & 31, sps);
    if (at >= config.length()) {
      throw XliveException.malformed("AVC configuration record without a picture parameter set");
    }
    sets(config, at + 1, config.u8(at), pps);
    if (sps.isEmpty() || pps.isEmpty()) {
      throw XliveException.malformed("AVC configuration record without SPS or PPS");
    }
    return new AvcConfig(lengthSize, sps, pps);
  }

  /** The length field's size alone: what the hot path needs. */
  static int lengthSize(Bytes config) {
    if (config.length() < 5) {
      throw XliveException.malformed("no AVC configuration record");
    }
    int size = (config.u8(4) & 3) + 1;
    if (size == 3) {
      throw XliveException.malformed("NAL unit lengths of three bytes");
    }
    return size;
  }

  private static int sets(Bytes config, int from, int count, List<Bytes> into) {
    int at = from;
    for (int i = 0; i < count; i++) {
      if (config.length() - at < 2 || config.length() - at - 2 < config.u16(at)) {
        throw XliveException.malformed("AVC configuration record ends inside a parameter set");
      }
      int length = config.u16(at);
      if (length > 0) {
        into.add(config.slice(at + 2, length));
      }
      at += 2 + length;
    }
    return at;
  }

  /** The record of these sets. */
  static Bytes write(int lengthSize, List<Bytes> sps, List<Bytes> pps) {
    if (sps.isEmpty() || pps.isEmpty() || sps.size() > MAX_SPS || pps.size() > MAX_PPS) {
      throw XliveException.malformed("an AVC configuration record takes 1..31 SPS and 1..255 PPS");
    }
    Bytes first = sps.getFirst();
    SequenceParameterSet parsed = SequenceParameterSet.parse(first);
    BytesBuilder out = new BytesBuilder();
    out.u8(1).u8(first.u8(1)).u8(first.u8(2)).u8(first.u8(3));
    out.u8(0xFC | (lengthSize - 1)).u8(0xE0 | sps.size());
    sets(out, sps);
    out.u8(pps.size());
    sets(out, pps);
    if (SequenceParameterSet.highProfile(parsed.profile())) {
      out.u8(0xFC | parsed.chromaFormat())
          .u8(0xF8 | (parsed.lumaDepth() - 8))
          .u8(0xF8 | (parsed.chromaDepth() - 8))
          .u8(0);
    }
    return out.build();
  }

  private static void sets(BytesBuilder out, List<Bytes> sets) {
    for (Bytes set : sets) {
      if (set.length() > 0xFFFF) {
        throw XliveException.malformed("a parameter set is longer than 65535 bytes");
      }
      out.u16(set.length()).bytes(set);
    }
  }

  /**
   * What the first sequence parameter set says; all of them and the slots of the others must be
   * readable.
   */
  FormatDetails.Video details() {
    for (int i = 1; i < sps.size(); i++) {
      SequenceParameterSet.parse(sps.get(i));
    }
    Bytes first = sps.getFirst();
    SequenceParameterSet set = SequenceParameterSet.parse(first);
    // RFC 6381, 3.3: the three bytes behind the NAL unit header.
    String codec = String.format(Locale.ROOT, "avc1.%06x", first.u24(1));
    return new FormatDetails.Video(
        codec,
        set.width(),
        set.height(),
        set.usability().aspect(),
        set.frameRate(),
        set.usability().color(set.lumaDepth()),
        set.interlaced());
  }
}
