package io.xlive.mediakit.nal;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;

/**
 * Finds the supplemental information of a sample and lets {@link CaptionMessages} look at it, in
 * place. Stateless, safe for any thread.
 */
final class NalCaptions {
  /** Real ones are shorter than 1,000 bytes. */
  private static final int LIMIT = 65_536;

  private final NalSyntax syntax;

  NalCaptions(NalSyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * What a sample adds to what was seen.
   *
   * @param config the record of the track's format
   * @param sample units with lengths before them; what does not fit is not looked at
   */
  CaptionChannels in(Bytes config, Bytes sample, CaptionChannels seen) {
    int lengthSize = syntax.lengthSize(config);
    int header = syntax.headerSize();
    CaptionChannels found = seen;
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
        found = CaptionMessages.in(sample, at + header, end, found);
      }
      at += (int) length;
    }
    return found;
  }
}
