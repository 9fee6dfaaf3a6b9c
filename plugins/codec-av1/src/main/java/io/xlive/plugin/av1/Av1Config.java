package io.xlive.plugin.av1;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ratio;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * AV1CodecConfigurationRecord: AV1 Codec ISO Media File Format Binding, 2.3.3.
 *
 * @param units configOBUs
 * @param sequenceHeader the sequence header among them
 */
record Av1Config(List<Obu> units, Obu sequenceHeader) {
  private static final int FIXED = 4;
  private static final int MARKER_AND_VERSION = 0x81;
  private static final int CONTENT_LIGHT = 1;
  private static final int MASTERING_DISPLAY = 2;

  static Av1Config parse(Bytes config) {
    if (config.length() < FIXED || config.u8(0) != MARKER_AND_VERSION) {
      throw XliveException.malformed("no AV1 configuration record");
    }
    List<Obu> units = Obu.split(config.from(FIXED));
    return units.stream()
        .filter(u -> u.type() == Obu.SEQUENCE_HEADER)
        .findFirst()
        .map(sequence -> new Av1Config(units, sequence))
        .orElseThrow(
            () -> XliveException.malformed("AV1 configuration record without a sequence header"));
  }

  /** The record of a sequence header. */
  static Bytes write(Obu sequence) {
    SequenceHeader parsed = SequenceHeader.parse(sequence.payload());
    SequenceColor color = parsed.color();
    BytesBuilder out = new BytesBuilder();
    out.u8(MARKER_AND_VERSION).u8(parsed.profile() << 5 | parsed.level());
    out.u8(
        bit(parsed.highTier(), 7)
            | bit(color.bitDepth() > 8, 6)
            | bit(color.bitDepth() > 10, 5)
            | bit(color.mono(), 4)
            | bit(color.halfWidth(), 3)
            | bit(color.halfHeight(), 2)
            | color.position());
    out.u8(0);
    sequence.writeSized(out);
    return out.build();
  }

  private static int bit(boolean value, int position) {
    return value ? 1 << position : 0;
  }

  FormatDetails.Video details() {
    SequenceHeader sequence = SequenceHeader.parse(sequenceHeader.payload());
    SequenceColor color = sequence.color();
    return new FormatDetails.Video(
        codecString(sequence),
        sequence.width(),
        sequence.height(),
        Ratio.ONE,
        sequence.frameRate(),
        new ColorDescription(
            color.primaries(),
            color.transfer(),
            color.matrix(),
            color.fullRange(),
            color.bitDepth(),
            metadata(MASTERING_DISPLAY).flatMap(Av1Config::masteringDisplay),
            metadata(CONTENT_LIGHT).filter(m -> m.length() >= 4).map(m -> m.slice(0, 4).compact())),
        false);
  }

  /**
   * ISO binding, 5: the optional fields all together, or none where they would only say that
   * nothing is known.
   */
  private static String codecString(SequenceHeader sequence) {
    SequenceColor color = sequence.color();
    String shortForm =
        String.format(
            Locale.ROOT,
            "av01.%d.%02d%s.%02d",
            sequence.profile(),
            sequence.level(),
            sequence.highTier() ? "H" : "M",
            color.bitDepth());
    boolean unknown = color.primaries() == 2 && color.transfer() == 2 && color.matrix() == 2;
    boolean common =
        !color.mono() && color.halfWidth() && color.halfHeight() && color.position() == 0;
    if (unknown && common && !color.fullRange()) {
      return shortForm;
    }
    return shortForm
        + String.format(
            Locale.ROOT,
            ".%d.%d%d%d.%02d.%02d.%02d.%d",
            color.mono() ? 1 : 0,
            color.halfWidth() ? 1 : 0,
            color.halfHeight() ? 1 : 0,
            color.position(),
            color.primaries(),
            color.transfer(),
            color.matrix(),
            color.fullRange() ? 1 : 0);
  }

  /** Content of the metadata unit of a type that fits one byte: 5.8.1. */
  private Optional<Bytes> metadata(int type) {
    return units.stream()
        .filter(u -> u.type() == Obu.METADATA && u.payload().length() > 1)
        .filter(u -> u.payload().u8(0) == type)
        .map(u -> u.payload().from(1))
        .findFirst();
  }

  /**
   * AV1 has the primaries as red, green, blue in 0.16 fixed point and luminance in 24.8 and 18.14
   * (6.7.4); the box has green, blue, red in steps of 0.00002 and luminance in steps of 0.0001
   * (ISO/IEC 14496-12, 12.1.6).
   */
  private static Optional<Bytes> masteringDisplay(Bytes metadata) {
    if (metadata.length() < 24) {
      return Optional.empty();
    }
    BytesBuilder out = new BytesBuilder(24);
    for (int at : new int[] {4, 6, 8, 10, 0, 2, 12, 14}) {
      out.u16((int) ((metadata.u16(at) * 50_000L + 32_768) >> 16));
    }
    out.u32((metadata.u32(16) * 10_000 + 128) >> 8);
    out.u32((metadata.u32(20) * 10_000 + 8192) >> 14);
    return Optional.of(out.build());
  }
}
