package io.xlive.plugin.hevc;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.Locale;

/**
 * The general part of profile_tier_level: ITU-T H.265, 7.3.3; twelve bytes, as bytes 1..12 of a
 * configuration record.
 *
 * @param bytes general_profile_space up to general_level_idc
 */
record ProfileTierLevel(Bytes bytes) {
  /** Its length in bytes. */
  static final int LENGTH = 12;

  /** Reads it and passes over the parts of sub-layers. */
  static ProfileTierLevel read(BitReader in, int maxSubLayersMinus1) {
    BytesBuilder out = new BytesBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      out.u8(in.bits(8));
    }
    if (maxSubLayersMinus1 > 0) {
      int skipped = 0;
      for (int i = 0; i < 8; i++) {
        boolean profile = in.flag();
        boolean level = in.flag();
        if (i < maxSubLayersMinus1) {
          skipped += (profile ? 88 : 0) + (level ? 8 : 0);
        }
      }
      in.skip(skipped);
    }
    return new ProfileTierLevel(out.build());
  }

  /**
   * The codec string: ISO/IEC 14496-15, E.3. Profile space and number, compatibility flags from the
   * last bit to the first, tier and level, the six constraint bytes without zero bytes at the end;
   * all in hexadecimal but profile and level.
   */
  String codecString() {
    StringBuilder text = new StringBuilder("hvc1.");
    int first = bytes.u8(0);
    int space = first >> 6;
    if (space > 0) {
      text.append((char) ('A' + space - 1));
    }
    text.append(first & 31).append('.');
    int compatibility = Integer.reverse(bytes.s32(1));
    text.append(Integer.toHexString(compatibility).toUpperCase(Locale.ROOT)).append('.');
    text.append((first & 0x20) == 0 ? 'L' : 'H').append(bytes.u8(11));
    int last = 10;
    while (last >= 5 && bytes.u8(last) == 0) {
      last--;
    }
    for (int i = 5; i <= last; i++) {
      text.append('.').append(Integer.toHexString(bytes.u8(i)).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }
}
