package io.xlive.plugin.opus;

import io.xlive.spi.media.Bytes;

/** The packing of frames in a packet: RFC 6716, 3. */
final class OpusPacket {
  private static final int MAX_FRAME = 1275;

  /** 120 ms in units of 2.5 ms. */
  private static final int MAX_DURATION = 48;

  private OpusPacket() {}

  /**
   * Whether the requirements R1 to R7 of section 3.4 hold.
   *
   * @param streams of several only the first one's table of contents is looked at, for its length
   *     is coded otherwise
   */
  static boolean valid(Bytes packet, int streams) {
    int code = packet.u8(0) & 3;
    int duration = duration(packet.u8(0) >> 3);
    if (streams > 1) {
      return packet.length() > 1 && (code != 3 || frames(packet, duration) > 0);
    }
    int left = packet.length() - 1;
    return switch (code) {
      case 0 -> left <= MAX_FRAME;
      case 1 -> left % 2 == 0 && left / 2 <= MAX_FRAME;
      case 2 -> validPair(packet);
      default -> frames(packet, duration) > 0 && validMany(packet);
    };
  }

  private static boolean validPair(Bytes packet) {
    int first = length(packet, 1);
    int left = packet.length() - 1 - lengthBytes(packet, 1) - first;
    return first >= 0 && left >= 0 && left <= MAX_FRAME;
  }

  private static boolean validMany(Bytes packet) {
    int count = packet.u8(1) & 63;
    int at = 2;
    int padding = 0;
    if ((packet.u8(1) & 0x40) != 0) {
      int part;
      do {
        if (at == packet.length()) {
          return false;
        }
        part = packet.u8(at++);
        padding += part == 255 ? 254 : part;
      } while (part == 255);
    }
    int left = packet.length() - at - padding;
    if ((packet.u8(1) & 0x80) == 0) {
      return left >= 0 && left % count == 0 && left / count <= MAX_FRAME;
    }
    for (int i = 0; i < count - 1; i++) {
      int length = length(packet, at);
      if (length < 0) {
        return false;
      }
      left -= length + lengthBytes(packet, at);
      at += lengthBytes(packet, at);
    }
    return left >= 0 && left <= MAX_FRAME;
  }

  /** A frame length of one or two bytes, -1 when it is cut off: 3.2.1. */
  private static int length(Bytes packet, int at) {
    if (at >= packet.length()) {
      return -1;
    }
    int first = packet.u8(at);
    if (first < 252) {
      return first;
    }
    return at + 1 < packet.length() ? packet.u8(at + 1) * 4 + first : -1;
  }

  private static int lengthBytes(Bytes packet, int at) {
    return at < packet.length() && packet.u8(at) < 252 ? 1 : 2;
  }

  /** The frame count of code 3, 0 when it is none or too long together. */
  private static int frames(Bytes packet, int duration) {
    int count = packet.length() < 2 ? 0 : packet.u8(1) & 63;
    return count * duration <= MAX_DURATION ? count : 0;
  }

  /** Length of a frame in units of 2.5 ms: Table 2. */
  private static int duration(int config) {
    if (config < 12) {
      return config % 4 == 3 ? 24 : 4 << (config % 4);
    }
    return config < 16 ? 4 << (config % 2) : 1 << (config % 4);
  }
}
