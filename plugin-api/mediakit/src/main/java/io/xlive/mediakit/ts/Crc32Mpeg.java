package io.xlive.mediakit.ts;

import io.xlive.spi.media.Bytes;

/**
 * The CRC of PSI sections: ISO/IEC 13818-1, Annex A. Polynomial 0x04C11DB7, start value all ones,
 * nothing reflected or inverted.
 */
public final class Crc32Mpeg {
  private Crc32Mpeg() {}

  /** The sum; 0 over a section with its own. Sections are short and rare: bit by bit will do. */
  public static int of(Bytes section) {
    int crc = -1;
    for (int i = 0; i < section.length(); i++) {
      crc ^= section.u8(i) << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
    }
    return crc;
  }
}
