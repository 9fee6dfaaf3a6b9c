package io.xlive.mediakit.nal;

import io.xlive.spi.media.CaptionChannels;

/**
 * Walks the service blocks of a caption channel packet (CTA-708, 5 and 6.2) byte by byte. The state
 * is a number, so that none is allocated: bytes left of the packet, bytes left of the block, and
 * the service whose block began with the last byte.
 */
final class ServiceBlocks {
  private static final int EXTENDED = 7;
  private static final int LARGEST_PACKET = 128;

  private ServiceBlocks() {}

  /** A packet of this header begins. */
  static long start(int header) {
    int code = header & 63;
    return state((code == 0 ? LARGEST_PACKET : 2 * code) - 1, 0, 0, false);
  }

  /** One more byte of the packet; what is behind its end changes nothing. */
  static long next(long state, int octet) {
    int left = left(state);
    int skip = skip(state);
    if (left == 0) {
      return 0;
    }
    if (extended(state)) {
      return state(left - 1, skip, octet & 63, false);
    }
    if (skip > 0) {
      return state(left - 1, skip - 1, 0, false);
    }
    int service = octet >> 5;
    int size = octet & 31;
    if (service == 0) {
      // A null block: the rest is padding.
      return 0;
    }
    boolean extends7 = service == EXTENDED && size > 0;
    return state(left - 1, size, size > 0 && !extends7 ? service : 0, extends7);
  }

  /** What was seen, with the service whose block began. */
  static CaptionChannels add(long state, CaptionChannels seen) {
    int service = (int) (state >> 16) & 63;
    return service == 0 ? seen : seen.withService(service);
  }

  private static int left(long state) {
    return (int) state & 0xFF;
  }

  private static int skip(long state) {
    return (int) (state >> 8) & 0xFF;
  }

  private static boolean extended(long state) {
    return (state >> 24 & 1) != 0;
  }

  private static long state(int left, int skip, int service, boolean extended) {
    return left | (long) skip << 8 | (long) service << 16 | (extended ? 1L << 24 : 0);
  }
}
