package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/** Which channel is which speaker (Enhanced RTMP v2, AudioPacketType.MultichannelConfig). */
public sealed interface MultichannelConfig {
  /** How many channels, 1..255. */
  int channels();

  /** Only the number is known. */
  record Unspecified(int channels) implements MultichannelConfig {}

  /**
   * Channels in the order of the specification's list.
   *
   * @param channels how many
   * @param mask which speakers are there, one bit each
   */
  record Native(int channels, int mask) implements MultichannelConfig {}

  /**
   * Channels in an order of their own.
   *
   * @param mapping one byte per channel: the speaker, 0xFE unused, 0xFF unknown
   */
  record Custom(Bytes mapping) implements MultichannelConfig {
    @Override
    public int channels() {
      return mapping.length();
    }
  }

  /** Reads the body of a packet. */
  static MultichannelConfig parse(Bytes body) {
    if (body.length() < 2 || body.u8(1) == 0) {
      throw XliveException.malformed("a multichannel configuration without channels");
    }
    int channels = body.u8(1);
    int rest = body.length() - 2;
    return switch (body.u8(0)) {
      case 0 -> new Unspecified(channels);
      case 1 -> {
        need(rest, 4);
        yield new Native(channels, body.s32(2));
      }
      case 2 -> {
        need(rest, channels);
        yield new Custom(body.slice(2, channels));
      }
      default -> throw XliveException.malformed("unknown channel order " + body.u8(0));
    };
  }

  /** The body of a packet. */
  default Bytes encode() {
    BytesBuilder out = new BytesBuilder(8);
    switch (this) {
      case Unspecified(int channels) -> out.u8(0).u8(channels);
      case Native(int channels, int mask) -> out.u8(1).u8(channels).u32(mask);
      case Custom(Bytes mapping) -> out.u8(2).u8(mapping.length()).bytes(mapping);
    }
    return out.build();
  }

  private static void need(int present, int wanted) {
    if (present < wanted) {
      throw XliveException.malformed("a multichannel configuration that ends too early");
    }
  }
}
