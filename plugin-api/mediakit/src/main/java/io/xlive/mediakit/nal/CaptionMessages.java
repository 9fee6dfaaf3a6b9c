package io.xlive.mediakit.nal;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;

/**
 * Captions in supplemental information: user_data_registered_itu_t_t35 of ITU-T H.264 and H.265
 * with the cc_data of ATSC A/53 Part 4, 6.2.3. Reads in place, emulation prevention bytes in
 * between, and allocates nothing; total over any bytes.
 */
final class CaptionMessages {
  private static final int REGISTERED_USER_DATA = 4;

  /** country_code, provider_code, user_identifier "GA94", user_data_type_code of cc_data. */
  private static final long CC_DATA = 0xB500_3147_4139_3403L;

  /** The above with flags and em_data. */
  private static final int HEADER_BYTES = 10;

  private static final int TRIPLET = 3;

  private CaptionMessages() {}

  /** What one message adds to what was seen; see {@link SeiPayload}. */
  static CaptionChannels message(
      int type, int size, Bytes sample, int from, int end, CaptionChannels seen) {
    return type == REGISTERED_USER_DATA && size >= HEADER_BYTES + TRIPLET
        ? registered(sample, from, end, size, seen)
        : seen;
  }

  private static CaptionChannels registered(
      Bytes sample, int from, int end, int size, CaptionChannels seen) {
    int at = from;
    long head = 0;
    for (int i = 0; i < Long.BYTES && at < end; i++) {
      head = head << 8 | sample.u8(at);
      at = SeiPayload.after(sample, at, end);
    }
    if (head != CC_DATA || at >= end) {
      return seen;
    }
    int flags = sample.u8(at);
    boolean process = (flags & 0x40) != 0;
    int count = Math.min(flags & 31, (size - HEADER_BYTES) / TRIPLET);
    at = SeiPayload.after(sample, SeiPayload.after(sample, at, end), end);
    return process ? triplets(sample, at, end, count, seen) : seen;
  }

  private static CaptionChannels triplets(
      Bytes sample, int from, int end, int count, CaptionChannels seen) {
    CaptionChannels found = seen;
    long packet = 0;
    int at = from;
    for (int i = 0; i < count; i++) {
      int second = SeiPayload.after(sample, at, end);
      int third = SeiPayload.after(sample, second, end);
      if (third >= end) {
        return found;
      }
      boolean valid = (sample.u8(at) & 4) != 0;
      int one = sample.u8(second);
      int two = sample.u8(third);
      int kind = sample.u8(at) & 3;
      at = SeiPayload.after(sample, third, end);
      if (kind < 2) {
        found = valid ? line(kind, one & 0x7F, found) : found;
      } else if (!valid) {
        packet = 0;
      } else {
        packet = kind == 3 ? ServiceBlocks.start(one) : ServiceBlocks.next(packet, one);
        found = ServiceBlocks.add(packet, found);
        packet = ServiceBlocks.next(packet, two);
        found = ServiceBlocks.add(packet, found);
      }
    }
    return found;
  }

  /**
   * CTA-608: a control code names its channel in bit 3; what is between control codes belongs to
   * the last one's.
   *
   * @param field 0 for the first, 1 for the second
   * @param code the first byte of the pair without parity
   */
  private static CaptionChannels line(int field, int code, CaptionChannels seen) {
    return code >= 0x10 && code <= 0x1F
        ? seen.withLine(2 * field + ((code & 8) == 0 ? 1 : 2))
        : seen;
  }
}
