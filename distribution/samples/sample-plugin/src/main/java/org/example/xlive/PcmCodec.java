package org.example.xlive;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Signed 16-bit PCM, little-endian; FLV SoundFormat 3. The stream does not describe it, so the
 * configuration does.
 */
final class PcmCodec implements Codec {
  private final PcmConfig config;

  PcmCodec(PcmConfig config) {
    this.config = config;
  }

  @Override
  public CodecId id() {
    return new CodecId("pcm");
  }

  @Override
  public TrackKind kind() {
    return TrackKind.AUDIO;
  }

  @Override
  public FlvMapping flv() {
    return new FlvMapping("sowt", OptionalInt.of(3), false, false);
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return Optional.of(Bytes.EMPTY);
  }

  @Override
  public FormatDetails describe(Bytes record) {
    return new FormatDetails.Audio(
        "ipcm", config.sampleRate(), config.channels(), 0, Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    boolean whole = sample.length() % (2 * config.channels()) == 0;
    return whole ? Inspection.KEY : new Inspection.Invalid("not a whole number of samples");
  }

  /** {@code ipcm} with {@code pcmC}: ISO/IEC 23003-5. */
  @Override
  public Bytes sampleEntry(TrackFormat format) {
    BytesBuilder box = new BytesBuilder();
    box.u32(0).ascii("ipcm").zeros(6).u16(1).zeros(8);
    box.u16(config.channels()).u16(16).zeros(4).u32((long) config.sampleRate() << 16);
    box.u32(14).ascii("pcmC").u32(0).u8(1).u8(16);
    return box.setU32(0, box.length()).build();
  }
}
