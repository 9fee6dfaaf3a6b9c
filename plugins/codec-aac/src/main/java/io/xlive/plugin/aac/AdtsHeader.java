package io.xlive.plugin.aac;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.media.Bytes;
import java.util.Optional;

/**
 * The header of an ADTS frame: ISO/IEC 14496-3, 1.A.2.2.
 *
 * @param objectType audioObjectType, 1..4
 * @param rateIndex samplingFrequencyIndex, 0..12
 * @param channelConfig 0..7
 * @param length bytes of the header, 7 or 9
 */
record AdtsHeader(int objectType, int rateIndex, int channelConfig, int length) {
  private static final int PLAIN = 7;
  private static final int WITH_CRC = 9;

  static boolean startsWithSyncWord(Bytes sample) {
    return sample.length() >= 2 && sample.u16(0) >> 4 == 0xFFF;
  }

  /**
   * Reads the header of a sample that is one ADTS frame with one raw data block; empty when it is
   * anything else.
   */
  static Optional<AdtsHeader> parse(Bytes sample) {
    if (sample.length() < PLAIN || !startsWithSyncWord(sample)) {
      return Optional.empty();
    }
    BitReader in = new BitReader(sample);
    in.skip(12 + 1); // syncword, ID
    int layer = in.bits(2);
    int length = in.flag() ? PLAIN : WITH_CRC;
    int objectType = in.bits(2) + 1;
    int rateIndex = in.bits(4);
    in.skip(1);
    int channels = in.bits(3);
    in.skip(4);
    int frame = in.bits(13);
    in.skip(11); // adts_buffer_fullness
    int blocks = in.bits(2) + 1;
    boolean fits = frame == sample.length() && frame >= length && blocks == 1;
    return layer == 0 && rateIndex <= 12 && fits
        ? Optional.of(new AdtsHeader(objectType, rateIndex, channels, length))
        : Optional.empty();
  }

  /**
   * The AudioSpecificConfig that says the same; without channels it cannot be read, as it should
   * be.
   */
  Bytes config() {
    return new BitWriter()
        .bits(objectType, 5)
        .bits(rateIndex, 4)
        .bits(channelConfig, 4)
        .bits(0, 3)
        .build();
  }
}
