package io.xlive.plugin.aac;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/**
 * program_config_element: ISO/IEC 14496-3, 4.4.1.1. Says which channels there are when no channel
 * configuration does.
 *
 * @param channels output channels, 1..255
 * @param fields its bits before the alignment, as they stand
 * @param fieldBits how many they are
 * @param comment comment_field_data
 */
record ProgramConfig(int channels, Bytes fields, int fieldBits, Bytes comment) {
  private static final int ELEMENT_ID = 5;

  /**
   * Reads it.
   *
   * @param whole what {@code in} reads from its first bit on
   */
  static ProgramConfig read(BitReader in, Bytes whole) {
    long start = in.position();
    in.skip(4 + 2 + 4); // element_instance_tag, object_type, sampling_frequency_index
    int front = in.bits(4);
    int side = in.bits(4);
    int back = in.bits(4);
    int lfe = in.bits(2);
    int associated = in.bits(3);
    int coupling = in.bits(4);
    optional(in, 4); // mono_mixdown
    optional(in, 4); // stereo_mixdown
    optional(in, 3); // matrix_mixdown
    int channels = elements(in, front) + elements(in, side) + elements(in, back) + lfe;
    in.skip(4L * lfe + 4L * associated + 5L * coupling);
    int fieldBits = (int) (in.position() - start);
    Bytes fields = copy(whole, start, fieldBits);
    in.align();
    int comment = in.bits(8);
    Bytes text = in.rest();
    in.skip(8L * comment);
    if (channels == 0) {
      throw XliveException.malformed("AAC program configuration without a channel");
    }
    return new ProgramConfig(channels, fields, fieldBits, text.slice(0, comment).compact());
  }

  /**
   * It as the first element of a raw data block, id included: a whole number of bytes, for a
   * comment ends it.
   */
  Bytes element() {
    BitWriter out = new BitWriter().bits(ELEMENT_ID, 3);
    BitReader in = new BitReader(fields);
    for (int i = 0; i < fieldBits; i++) {
      out.flag(in.flag());
    }
    return out.align().bits(comment.length(), 8).bytes(comment).build();
  }

  private static void optional(BitReader in, int bits) {
    if (in.flag()) {
      in.skip(bits);
    }
  }

  /** Single elements have a channel, pairs two. */
  private static int elements(BitReader in, int count) {
    int channels = 0;
    for (int i = 0; i < count; i++) {
      channels += in.flag() ? 2 : 1;
      in.skip(4);
    }
    return channels;
  }

  private static Bytes copy(Bytes whole, long start, int bits) {
    BitReader in = new BitReader(whole);
    in.skip(start);
    BitWriter out = new BitWriter();
    for (int i = 0; i < bits; i++) {
      out.flag(in.flag());
    }
    return out.build();
  }
}
