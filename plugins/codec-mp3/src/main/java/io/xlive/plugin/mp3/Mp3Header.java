package io.xlive.plugin.mp3;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The header of a layer III frame: ISO/IEC 11172-3, 2.4.1.3, with the lower rates of ISO/IEC
 * 13818-3 and of MPEG 2.5.
 *
 * @param version 3 MPEG-1, 2 MPEG-2, 0 MPEG-2.5, as coded
 * @param rateIndex sampling_frequency, 0..2
 * @param mono whether there is one channel
 * @param frameLength bytes of the frame, header included; 4 for free format, which does not say
 */
record Mp3Header(int version, int rateIndex, boolean mono, int frameLength) {
  private static final int LAYER_III = 1;
  private static final int MPEG1 = 3;
  private static final int RESERVED = 1;
  private static final int LENGTH = 4;
  private static final List<Integer> RATES = List.of(44_100, 48_000, 32_000);

  /** kbit/s by bitrate_index: MPEG-1, then the lower sampling frequencies. */
  private static final List<Integer> BIT_RATES =
      List.of(0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320);

  private static final List<Integer> LOW_BIT_RATES =
      List.of(0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160);

  /** Reads the first four bytes; empty when they are no such header. */
  static Optional<Mp3Header> parse(Bytes frame) {
    if (frame.length() < LENGTH) {
      return Optional.empty();
    }
    int bits = frame.s32(0);
    int version = bits >> 19 & 3;
    int layer = bits >> 17 & 3;
    int bitRate = bits >> 12 & 15;
    int rate = bits >> 10 & 3;
    if (bits >>> 21 != 0x7FF || version == RESERVED || layer != LAYER_III) {
      return Optional.empty();
    }
    if (bitRate == 15 || rate == 3) {
      return Optional.empty();
    }
    boolean mono = (bits >> 6 & 3) == 3;
    Mp3Header header = new Mp3Header(version, rate, mono, LENGTH);
    int kilobits = (version == MPEG1 ? BIT_RATES : LOW_BIT_RATES).get(bitRate);
    int length = header.samples() / 8 * 1000 * kilobits / header.sampleRate() + (bits >> 9 & 1);
    return Optional.of(new Mp3Header(version, rate, mono, Math.max(length, LENGTH)));
  }

  int sampleRate() {
    int rate = RATES.get(rateIndex);
    return switch (version) {
      case MPEG1 -> rate;
      case 2 -> rate / 2;
      default -> rate / 4;
    };
  }

  int channels() {
    return mono ? 1 : 2;
  }

  /** Samples of a frame and channel. */
  int samples() {
    return version == MPEG1 ? 1152 : 576;
  }

  /**
   * A header of what stays the same in a stream: bit rate, padding, joint stereo and flags, which
   * vary, are 0.
   */
  Bytes config() {
    int bits = 0xFFE00000 | version << 19 | LAYER_III << 17 | 1 << 16 | rateIndex << 10;
    return new BytesBuilder(LENGTH).u32(bits | (mono ? 3 << 6 : 0)).build();
  }
}
