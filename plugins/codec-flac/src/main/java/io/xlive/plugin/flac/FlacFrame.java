package io.xlive.plugin.flac;

import io.xlive.spi.media.Bytes;

/** The header of a frame: RFC 9639, 9.1. */
final class FlacFrame {
  private static final int MAX_NUMBER = 7;

  private FlacFrame() {}

  /** Whether the header's codes are none of the reserved ones and its checksum is right. */
  static boolean valid(Bytes frame) {
    if (frame.length() < 6 || frame.u16(0) >> 1 != 0x7FFC) {
      return false;
    }
    int block = frame.u8(2) >> 4;
    int rate = frame.u8(2) & 15;
    int channels = frame.u8(3) >> 4;
    if (block == 0 || rate == 15 || channels > 10 || (frame.u8(3) & 1) != 0) {
      return false;
    }
    int number = codedNumberBytes(frame.u8(4));
    int extra = (block == 6 ? 1 : block == 7 ? 2 : 0) + (rate == 12 ? 1 : rate > 12 ? 2 : 0);
    int checksum = 4 + number + extra;
    return number > 0 && checksum < frame.length() && crc8(frame, checksum) == frame.u8(checksum);
  }

  /**
   * The number is coded as UTF-8 codes characters, only longer: as many bytes as there are leading
   * ones.
   */
  private static int codedNumberBytes(int first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return switch (ones) {
      case 0 -> 1;
      case 1 -> 0;
      default -> ones <= MAX_NUMBER ? ones : 0;
    };
  }

  /** Polynomial x^8 + x^2 + x + 1. */
  private static int crc8(Bytes frame, int count) {
    int crc = 0;
    for (int i = 0; i < count; i++) {
      crc ^= frame.u8(i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x107 : crc << 1;
      }
    }
    return crc & 0xFF;
  }
}
