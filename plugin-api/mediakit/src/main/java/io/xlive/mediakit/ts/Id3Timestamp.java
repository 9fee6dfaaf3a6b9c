package io.xlive.mediakit.ts;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * The ID3 tag that tells where audio stands on the transport stream's clock: RFC 8216, 3.4. An
 * ID3v2.4 PRIV frame of the owner {@code com.apple.streaming.transportStreamTimestamp} with a
 * 33-bit time in eight bytes.
 */
public final class Id3Timestamp {
  private static final String OWNER = "com.apple.streaming.transportStreamTimestamp";

  private Id3Timestamp() {}

  /**
   * The tag.
   *
   * @param time 90 kHz, wrapped to 33 bits here
   */
  public static Bytes tag(long time) {
    int content = OWNER.length() + 1 + 8;
    return new BytesBuilder(20 + content)
        .ascii("ID3")
        .u24(0x040000) // version 2.4.0, no flags
        .u32(10 + content) // below 128: the same with seven bits a byte
        .ascii("PRIV")
        .u32(content)
        .u16(0)
        .ascii(OWNER)
        .u8(0)
        .u64(TsTime.wrapped(time))
        .build();
  }
}
