package io.xlive.plugin.aac;

import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;

/**
 * AAC in a transport stream: an ADTS header (ISO/IEC 14496-3, 1.A.2.2) before each frame, of the
 * core's rate and channels, so that SBR stays implicit. Where no channel configuration of 1..7
 * fits, the header says 0 and a program configuration element goes before the frame.
 */
record AdtsForm() implements TsForm {
  private static final int HEADER = 7;
  private static final int MAX_FRAME = 8191;
  private static final int LC = 2;

  @Override
  public int streamType() {
    return 0x0F;
  }

  @Override
  public int streamId() {
    return 0xC0;
  }

  @Override
  public Bytes descriptors(TrackFormat format) {
    return Bytes.EMPTY;
  }

  /** Writes the frame; one that is longer than the header can say is left out. */
  @Override
  public void write(MediaFrame frame, BytesBuilder out) {
    AudioSpecificConfig config = AudioSpecificConfig.parse(frame.format().config());
    int channels = config.channelConfig() > 7 ? 0 : config.channelConfig();
    Bytes program =
        channels == 0
            ? config.program().map(ProgramConfig::element).orElse(Bytes.EMPTY)
            : Bytes.EMPTY;
    int length = HEADER + program.length() + frame.payload().length();
    if (length > MAX_FRAME) {
      return;
    }
    // The header knows types 1..4 only; what else is carried decodes as LC at best.
    int type = config.objectType() <= 4 ? config.objectType() : LC;
    out.bytes(
            new BitWriter()
                .bits(0xFFF1, 16) // syncword, MPEG-4, layer, no CRC
                .bits(type - 1L, 2)
                .bits(SamplingRates.nearestIndex(config.coreRate()), 4)
                .bits(0, 1)
                .bits(channels, 3)
                .bits(0, 4)
                .bits(length, 13)
                .bits(0x7FF, 11) // variable bit rate
                .bits(0, 2)
                .build())
        .bytes(program)
        .bytes(frame.payload());
  }
}
