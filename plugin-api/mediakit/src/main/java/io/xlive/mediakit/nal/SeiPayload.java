package io.xlive.mediakit.nal;

import io.xlive.spi.media.Bytes;

/**
 * Looks at the messages of a unit of supplemental information (ITU-T H.264, 7.3.2.3; the same in
 * H.265) where they lie, emulation prevention bytes in between. Total over any bytes.
 *
 * @param <T> what is looked for
 */
@FunctionalInterface
interface SeiPayload<T> {
  /**
   * What a message adds to what was known.
   *
   * @param type payloadType
   * @param size payloadSize, which may be more than there is
   * @param from where its payload begins; the next byte is {@link #after} it
   * @param end where the unit ends
   * @return {@code known} itself when nothing is new
   */
  T message(int type, int size, Bytes sample, int from, int end, T known);

  /**
   * What all messages of a unit add to what was known.
   *
   * @param from where the payload of the unit begins, behind its header
   * @param end where the unit ends
   */
  static <T> T all(Bytes sample, int from, int end, T known, SeiPayload<T> reader) {
    T found = known;
    int at = from;
    // The last byte is the trailing bits.
    while (at < end - 1) {
      int type = 0;
      int size = 0;
      int octet;
      do {
        octet = at < end ? sample.u8(at) : 0;
        type += octet;
        at = after(sample, at, end);
      } while (octet == 0xFF);
      do {
        octet = at < end ? sample.u8(at) : 0;
        size += octet;
        at = after(sample, at, end);
      } while (octet == 0xFF);
      found = reader.message(type, size, sample, at, end, found);
      for (int i = 0; i < size && at < end; i++) {
        at = after(sample, at, end);
      }
    }
    return found;
  }

  /** Where the payload byte behind this one is; {@code end} when there is none. */
  static int after(Bytes sample, int at, int end) {
    int next = at + 1;
    boolean prevention =
        next < end
            && next >= 2
            && sample.u8(next) == 3
            && sample.u8(next - 1) == 0
            && sample.u8(next - 2) == 0;
    return Math.min(prevention ? next + 1 : next, end);
  }
}
