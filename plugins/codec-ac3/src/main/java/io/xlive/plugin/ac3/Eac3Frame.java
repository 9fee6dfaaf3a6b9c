package io.xlive.plugin.ac3;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The header of a syncframe of E-AC-3: ETSI TS 102 366, E.1.2.2.
 *
 * @param dependent whether it extends the independent substream before it
 * @param substream substreamid, 0..7
 * @param length bytes of the frame
 * @param rateCode fscod, 0..3
 * @param halfRateCode fscod2 where {@code rateCode} is 3, else 0
 * @param blocks of 256 samples: 1, 2, 3 or 6
 * @param channelMode acmod, 0..7
 * @param lfe whether there is a low-frequency channel
 * @param bsid version, 11..16
 * @param channelMap chanmap of a dependent substream, 0 when it has none
 */
record Eac3Frame(
    boolean dependent,
    int substream,
    int length,
    int rateCode,
    int halfRateCode,
    int blocks,
    int channelMode,
    boolean lfe,
    int bsid,
    int channelMap) {
  private static final int SYNC = 0x0B77;
  private static final int DEPENDENT = 1;
  private static final int RESERVED = 3;
  private static final List<Integer> RATES = List.of(48_000, 44_100, 32_000);
  private static final List<Integer> BLOCKS = List.of(1, 2, 3, 6);

  /** Reads the frame that begins here; empty when it is none or not whole. */
  static Optional<Eac3Frame> parse(Bytes from) {
    try {
      return read(from);
    } catch (XliveException e) {
      return Optional.empty();
    }
  }

  private static Optional<Eac3Frame> read(Bytes from) {
    BitReader in = new BitReader(from);
    if (in.bits(16) != SYNC) {
      return Optional.empty();
    }
    int type = in.bits(2);
    int substream = in.bits(3);
    int length = (in.bits(11) + 1) * 2;
    int rate = in.bits(2);
    int half = rate == 3 ? in.bits(2) : 0;
    int blocks = rate == 3 ? 6 : BLOCKS.get(in.bits(2));
    int mode = in.bits(3);
    boolean lfe = in.flag();
    int bsid = in.bits(5);
    boolean whole = length <= from.length();
    if (type == RESERVED || half == 3 || bsid < 11 || bsid > 16 || !whole) {
      return Optional.empty();
    }
    int programs = mode == 0 ? 2 : 1; // dual mono says these twice
    for (int i = 0; i < programs; i++) {
      in.skip(5); // dialnorm
      if (in.flag()) {
        in.skip(8); // compr
      }
    }
    int map = type == DEPENDENT && in.flag() ? in.bits(16) : 0;
    return Optional.of(
        new Eac3Frame(
            type == DEPENDENT, substream, length, rate, half, blocks, mode, lfe, bsid, map));
  }

  int sampleRate() {
    return sampleRate(rateCode, halfRateCode);
  }

  static int sampleRate(int rateCode, int halfRateCode) {
    return rateCode == 3 ? RATES.get(halfRateCode) / 2 : RATES.get(rateCode);
  }
}
