package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ChannelLayout;

/**
 * Which channel is which speaker (Enhanced RTMP v2, AudioPacketType.MultichannelConfig).
 *
 * @param channels how many channels, 1..255
 * @param layout fits that number
 */
public record MultichannelConfig(int channels, ChannelLayout layout) {
  private static final int UNSPECIFIED = 0;
  private static final int NATIVE = 1;
  private static final int CUSTOM = 2;

  /**
   * Reads the body of a packet. Of a mask with more or fewer speakers than channels only the number
   * of channels is kept.
   *
   * @throws XliveException when it is malformed
   */
  public static MultichannelConfig parse(Bytes body) {
    if (body.length() < 2 || body.u8(1) == 0) {
      throw XliveException.malformed("a multichannel configuration without channels");
    }
    int channels = body.u8(1);
    int rest = body.length() - 2;
    ChannelLayout layout =
        switch (body.u8(0)) {
          case UNSPECIFIED -> ChannelLayout.UNSPECIFIED;
          case NATIVE -> {
            need(rest, 4);
            int mask = body.s32(2);
            yield Integer.bitCount(mask) == channels
                ? new ChannelLayout.Native(mask)
                : ChannelLayout.UNSPECIFIED;
          }
          case CUSTOM -> {
            need(rest, channels);
            yield new ChannelLayout.Custom(body.slice(2, channels).compact());
          }
          default -> throw XliveException.malformed("unknown channel order " + body.u8(0));
        };
    return new MultichannelConfig(channels, layout);
  }

  /** The body of a packet. */
  public Bytes encode() {
    BytesBuilder out = new BytesBuilder(8);
    switch (layout) {
      case ChannelLayout.Unspecified() -> out.u8(UNSPECIFIED).u8(channels);
      case ChannelLayout.Native(int mask) -> out.u8(NATIVE).u8(channels).u32(mask);
      case ChannelLayout.Custom(Bytes speakers) -> out.u8(CUSTOM).u8(channels).bytes(speakers);
    }
    return out.build();
  }

  private static void need(int present, int wanted) {
    if (present < wanted) {
      throw XliveException.malformed("a multichannel configuration that ends too early");
    }
  }
}
