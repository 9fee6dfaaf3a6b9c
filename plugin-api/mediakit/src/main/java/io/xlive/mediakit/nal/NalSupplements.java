package io.xlive.mediakit.nal;

import io.xlive.spi.media.Bytes;

/**
 * Finds the supplemental information of a sample and lets somebody look at its messages, in place.
 * Allocates nothing. Stateless, safe for any thread.
 */
final class NalSupplements {
  /** Real ones are shorter than 1,000 bytes. */
  private static final int LIMIT = 65_536;

  private final NalSyntax syntax;

  NalSupplements(NalSyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * What a sample adds to what was known.
   *
   * @param config the record of the track's format
   * @param sample units with lengths before them; what does not fit is not looked at
   */
  <T> T in(Bytes config, Bytes sample, T known, SeiPayload<T> reader) {
    int lengthSize = syntax.lengthSize(config);
    int header = syntax.headerSize();
    T found = known;
    int at = 0;
    while (sample.length() - at > lengthSize) {
      long length =
          switch (lengthSize) {
            case 1 -> sample.u8(at);
            case 2 -> sample.u16(at);
            default -> sample.u32(at);
          };
      at += lengthSize;
      if (length > sample.length() - at) {
        break;
      }
      if (length > header && syntax.supplemental(sample.u8(at))) {
        int end = at + (int) Math.min(length, LIMIT);
        found = SeiPayload.all(sample, at + header, end, found, reader);
      }
      at += (int) length;
    }
    return found;
  }
}
