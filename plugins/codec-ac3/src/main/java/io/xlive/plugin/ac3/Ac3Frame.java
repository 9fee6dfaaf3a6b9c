package io.xlive.plugin.ac3;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The header of a syncframe of AC-3 (ETSI TS 102 366, 4.3) and the content of the {@code dac3} box
 * made of it (Annex F.4).
 *
 * @param rateCode fscod, 0..2
 * @param bsid version, 0..10
 * @param bsmod kind of service, 0..7
 * @param channelMode acmod, 0..7
 * @param lfe whether there is a low-frequency channel
 * @param bitRateCode frmsizecod / 2, 0..18
 */
record Ac3Frame(int rateCode, int bsid, int bsmod, int channelMode, boolean lfe, int bitRateCode) {
  /** Samples of a frame and channel. */
  static final int SAMPLES = 1536;

  private static final int SYNC = 0x0B77;
  private static final int MAX_BSID = 10;
  private static final int CONFIG_LENGTH = 3;
  private static final List<Integer> RATES = List.of(48_000, 44_100, 32_000);
  private static final List<Integer> KILOBITS =
      List.of(
          32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640);

  /** Reads the header of a sample that holds at least the whole frame; empty when it does not. */
  static Optional<Ac3Frame> parse(Bytes sample) {
    if (sample.length() < 8 || sample.u16(0) != SYNC) {
      return Optional.empty();
    }
    BitReader in = new BitReader(sample);
    in.skip(32); // syncword, crc1
    int rate = in.bits(2);
    int size = in.bits(6);
    int bsid = in.bits(5);
    int bsmod = in.bits(3);
    int mode = in.bits(3);
    if ((mode & 1) != 0 && mode != 1) {
      in.skip(2); // cmixlev
    }
    if ((mode & 4) != 0) {
      in.skip(2); // surmixlev
    }
    if (mode == 2) {
      in.skip(2); // dsurmod
    }
    boolean lfe = in.flag();
    if (rate == 3 || size >= 2 * KILOBITS.size() || bsid > MAX_BSID) {
      return Optional.empty();
    }
    return sample.length() < bytes(rate, size)
        ? Optional.empty()
        : Optional.of(new Ac3Frame(rate, bsid, bsmod, mode, lfe, size / 2));
  }

  /** Table 4.13: words of 16 bits; at 44.1 kHz every other size code has one more. */
  private static int bytes(int rate, int size) {
    int kilobits = KILOBITS.get(size / 2);
    int words =
        switch (rate) {
          case 0 -> kilobits * 2;
          case 1 -> kilobits * 320 / 147 + (size & 1);
          default -> kilobits * 3;
        };
    return words * 2;
  }

  /** Reads the content of a {@code dac3} box. */
  static Ac3Frame ofConfig(Bytes config) {
    BitReader in = new BitReader(config);
    Ac3Frame frame =
        new Ac3Frame(in.bits(2), in.bits(5), in.bits(3), in.bits(3), in.flag(), in.bits(5));
    if (frame.rateCode == 3 || config.length() < CONFIG_LENGTH) {
      throw XliveException.malformed("no AC-3 configuration");
    }
    return frame;
  }

  /** The content of a {@code dac3} box. */
  Bytes config() {
    return new BitWriter()
        .bits(rateCode, 2)
        .bits(bsid, 5)
        .bits(bsmod, 3)
        .bits(channelMode, 3)
        .flag(lfe)
        .bits(bitRateCode, 5)
        .bits(0, 5)
        .build();
  }

  /** Versions 9 and 10 run at half and at quarter rate. */
  int sampleRate() {
    return RATES.get(rateCode) >> Math.clamp(bsid - 8, 0, 2);
  }

  int channels() {
    return ChannelModes.channels(channelMode, lfe);
  }
}
