package io.xlive.plugin.aac;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.XliveException;
import java.util.List;

/** samplingFrequencyIndex: ISO/IEC 14496-3, Table 1.18. */
final class SamplingRates {
  /** The index that says the rate itself follows in 24 bits. */
  static final int EXPLICIT = 15;

  private static final List<Integer> TABLE =
      List.of(
          96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
          8_000, 7_350);

  private SamplingRates() {}

  /** Reads an index and, where it says so, the rate itself. */
  static int read(BitReader in) {
    int index = in.bits(4);
    return index == EXPLICIT ? checked(in.bits(24)) : rate(index);
  }

  /** The rate of an index. */
  static int rate(int index) {
    if (index < 0 || index >= TABLE.size()) {
      throw XliveException.malformed("AAC sampling rate index is reserved");
    }
    return TABLE.get(index);
  }

  /** The index whose rate comes nearest: an ADTS header cannot say any other. */
  static int nearestIndex(int rate) {
    int best = 0;
    for (int i = 1; i < TABLE.size(); i++) {
      if (Math.abs(TABLE.get(i) - rate) < Math.abs(TABLE.get(best) - rate)) {
        best = i;
      }
    }
    return best;
  }

  private static int checked(int rate) {
    if (rate < 1 || rate > 768_000) {
      throw XliveException.malformed("AAC sampling rate must be 1..768000");
    }
    return rate;
  }
}
