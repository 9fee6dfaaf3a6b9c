package io.xlive.plugin.opus;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * The same facts in two shapes: the content of a {@code dOps} box (big-endian; Encapsulation of
 * Opus in ISO BMFF, 4.3.2) and the identification header of Ogg (little-endian; RFC 7845, 5.1).
 *
 * @param channels output channels, 1..255
 * @param preSkip samples at 48 kHz to throw away at the beginning, 0..65535
 * @param inputRate of the original, for people only
 * @param gain 16 bits, 1/256 dB each
 * @param family channel mapping family
 * @param mapping stream count, coupled count and mapping; empty for family 0
 */
record OpusConfig(int channels, int preSkip, long inputRate, int gain, int family, Bytes mapping) {
  private static final Bytes MAGIC = new BytesBuilder().ascii("OpusHead").build();
  private static final int FIXED = 11;

  static boolean startsAsHead(Bytes body) {
    return body.length() >= MAGIC.length() && body.slice(0, MAGIC.length()).equals(MAGIC);
  }

  /** Reads a {@code dOps} content. */
  static OpusConfig parse(Bytes config) {
    if (config.length() < FIXED || config.u8(0) != 0) {
      throw XliveException.malformed("no Opus configuration");
    }
    return checked(
        config.u8(1),
        config.u16(2),
        config.u32(4),
        config.u16(8),
        config.u8(10),
        config.from(FIXED));
  }

  /** Reads an identification header; the upper half of its version byte must be 0. */
  static OpusConfig parseHead(Bytes head) {
    Bytes fields = head.from(MAGIC.length());
    if (fields.length() < FIXED || fields.u8(0) > 15) {
      throw XliveException.malformed("Opus identification header is malformed");
    }
    return checked(
        fields.u8(1),
        Short.toUnsignedInt(Short.reverseBytes((short) fields.u16(2))),
        Integer.toUnsignedLong(Integer.reverseBytes(fields.s32(4))),
        Short.toUnsignedInt(Short.reverseBytes((short) fields.u16(8))),
        fields.u8(10),
        fields.from(FIXED));
  }

  private static OpusConfig checked(
      int channels, int preSkip, long inputRate, int gain, int family, Bytes rest) {
    if (channels == 0 || (family == 0 && channels > 2)) {
      throw XliveException.malformed("Opus channel count does not fit its mapping family");
    }
    Bytes mapping = Bytes.EMPTY;
    if (family != 0) {
      if (rest.length() < 2 + channels) {
        throw XliveException.malformed("Opus channel mapping is cut off");
      }
      mapping = rest.slice(0, 2 + channels);
      if (mapping.u8(0) == 0 || mapping.u8(1) > mapping.u8(0)) {
        throw XliveException.malformed("Opus channel mapping without streams");
      }
    }
    return new OpusConfig(channels, preSkip, inputRate, gain, family, mapping);
  }

  /**
   * How many streams a packet of a {@code dOps} content has, without reading the rest: 1 where it
   * does not say.
   */
  static int streams(Bytes config) {
    return config.length() > FIXED && config.u8(10) != 0 ? config.u8(FIXED) : 1;
  }

  Bytes write() {
    return new BytesBuilder()
        .u8(0)
        .u8(channels)
        .u16(preSkip)
        .u32(inputRate)
        .u16(gain)
        .u8(family)
        .bytes(mapping)
        .build();
  }

  Bytes writeHead() {
    return new BytesBuilder()
        .bytes(MAGIC)
        .u8(1)
        .u8(channels)
        .u16(Short.reverseBytes((short) preSkip))
        .u32(Integer.toUnsignedLong(Integer.reverseBytes((int) inputRate)))
        .u16(Short.reverseBytes((short) gain))
        .u8(family)
        .bytes(mapping)
        .build();
  }
}
