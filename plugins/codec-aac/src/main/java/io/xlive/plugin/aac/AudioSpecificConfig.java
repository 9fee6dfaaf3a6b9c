package io.xlive.plugin.aac;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import java.util.Optional;

/**
 * AudioSpecificConfig: ISO/IEC 14496-3, 1.6.2.1, with SBR and PS signalled explicitly in front
 * (hierarchical) or behind the core (backward compatible).
 *
 * @param objectType audioObjectType of the core
 * @param coreRate samples per second of the core, 1..768000
 * @param channelConfig channelConfiguration, 0..15
 * @param program the channels, where {@code channelConfig} is 0
 * @param frameLength samples per frame of the core
 * @param sbr whether spectral band replication is signalled
 * @param ps whether parametric stereo is signalled
 * @param outputRate samples per second after SBR
 */
record AudioSpecificConfig(
    int objectType,
    int coreRate,
    int channelConfig,
    Optional<ProgramConfig> program,
    int frameLength,
    boolean sbr,
    boolean ps,
    int outputRate) {
  private static final int SBR = 5;
  private static final int PS = 29;
  private static final int ER_BSAC = 22;
  private static final int LD = 23;
  private static final int ELD = 39;
  private static final int USAC = 42;
  private static final int SBR_SYNC = 0x2B7;
  private static final int PS_SYNC = 0x548;

  /**
   * The longest configuration looked at, in bytes: a program configuration with the longest comment
   * stays below.
   */
  private static final int LIMIT = 1024;

  static AudioSpecificConfig parse(Bytes config) {
    if (config.length() > LIMIT) {
      throw XliveException.malformed("AAC configuration of more than " + LIMIT + " bytes");
    }
    BitReader in = new BitReader(config);
    int type = objectType(in);
    int rate = SamplingRates.read(in);
    int channels = in.bits(4);
    boolean sbr = type == SBR || type == PS;
    boolean ps = type == PS;
    int output = rate;
    if (sbr) {
      output = SamplingRates.read(in);
      type = objectType(in);
      if (type == ER_BSAC) {
        in.skip(4); // extensionChannelConfiguration
      }
    }
    Core core = core(in, config, type, channels);
    AudioSpecificConfig plain =
        new AudioSpecificConfig(
            type, rate, channels, core.program(), core.frameLength(), sbr, ps, output);
    return sbr || type == ELD || type == USAC ? plain : plain.extended(in);
  }

  private record Core(Optional<ProgramConfig> program, int frameLength) {}

  private static Core core(BitReader in, Bytes whole, int type, int channels) {
    return switch (type) {
      case 1, 2, 3, 4, 6, 7, 17, 19, 20, LD -> general(in, whole, type, channels);
      case ELD -> {
        int length = in.flag() ? 480 : 512;
        yield new Core(Optional.empty(), checked(length, channels));
      }
      // UsacConfig says rate and layout anew; what stands in front of it is required to agree.
      case USAC -> new Core(Optional.empty(), checked(1024, channels));
      default ->
          throw new XliveException(
              SpiError.UNSUPPORTED_MEDIA, "MPEG-4 audio object type " + type + " is not carried");
    };
  }

  private static int checked(int frameLength, int channels) {
    if (channels == 0) {
      throw new XliveException(
          SpiError.UNSUPPORTED_MEDIA,
          "this kind of AAC is only carried with a channel configuration");
    }
    return frameLength;
  }

  /** GASpecificConfig: 4.4.1. */
  private static Core general(BitReader in, Bytes whole, int type, int channels) {
    boolean shortFrame = in.flag();
    if (in.flag()) {
      in.skip(14); // coreCoderDelay
    }
    boolean extension = in.flag();
    Optional<ProgramConfig> program =
        channels == 0 ? Optional.of(ProgramConfig.read(in, whole)) : Optional.empty();
    if (type == 6 || type == 20) {
      in.skip(3); // layerNr
    }
    if (extension) {
      if (type == ER_BSAC) {
        in.skip(16);
      }
      if (type == 17 || type == 19 || type == 20 || type == LD) {
        in.skip(3); // resilience flags
      }
      in.skip(1); // extensionFlag3
    }
    if (type >= 17) {
      in.skip(2); // epConfig
    }
    int full = type == LD ? 512 : 1024;
    return new Core(program, shortFrame ? full / 16 * 15 : full);
  }

  /**
   * SBR and PS behind the core configuration; bytes that are too few or anything else mean there is
   * none.
   */
  private AudioSpecificConfig extended(BitReader in) {
    if (in.remaining() < 16 || in.bits(11) != SBR_SYNC) {
      return this;
    }
    if (objectType(in) != SBR || in.remaining() < 1 || !in.flag() || in.remaining() < 4) {
      return this;
    }
    int output = SamplingRates.read(in);
    boolean stereo = in.remaining() >= 12 && in.bits(11) == PS_SYNC && in.flag();
    return new AudioSpecificConfig(
        objectType, coreRate, channelConfig, program, frameLength, true, stereo, output);
  }

  private static int objectType(BitReader in) {
    int type = in.bits(5);
    return type == 31 ? 32 + in.bits(6) : type;
  }

  /** Output channels. */
  int channels() {
    int core = channelConfig == 0 ? program.map(ProgramConfig::channels).orElse(1) : ofConfig();
    return ps && core == 1 ? 2 : core;
  }

  /** Table 1.19. */
  private int ofConfig() {
    return switch (channelConfig) {
      case 1, 2, 3, 4, 5, 6 -> channelConfig;
      case 7, 12, 14 -> 8;
      case 11 -> 7;
      case 13 -> 24;
      default -> throw XliveException.malformed("AAC channel configuration is reserved");
    };
  }

  FormatDetails.Audio details() {
    int type = ps ? PS : sbr ? SBR : objectType;
    int samples = (int) ((long) frameLength * outputRate / coreRate);
    return new FormatDetails.Audio(
        "mp4a.40." + type, outputRate, channels(), samples, Optional.empty());
  }
}
