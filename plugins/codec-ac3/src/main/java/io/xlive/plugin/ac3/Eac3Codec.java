package io.xlive.plugin.ac3;

import io.xlive.mediakit.iso.AudioSampleEntry;
import io.xlive.mediakit.iso.Box;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * E-AC-3 (ETSI TS 102 366, Annex E): its configuration is made from its frames. Stateless, safe for
 * any thread.
 */
public final class Eac3Codec implements Codec {
  private static final CodecId ID = new CodecId("ec-3");
  private static final FlvMapping FLV = new FlvMapping("ec-3", OptionalInt.empty(), false, false);

  private final Optional<TsForm> ts = Optional.of(new DolbyForm(0x87, "EAC3"));

  @Override
  public CodecId id() {
    return ID;
  }

  @Override
  public TrackKind kind() {
    return TrackKind.AUDIO;
  }

  @Override
  public FlvMapping flv() {
    return FLV;
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return Eac3Config.ofSample(sample).map(Eac3Config::write);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    Eac3Config parsed = Eac3Config.parse(config);
    return new FormatDetails.Audio(
        "ec-3", parsed.sampleRate(), parsed.channels(), Ac3Frame.SAMPLES, Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    Optional<Eac3Config> found = Eac3Config.ofSample(sample);
    if (found.isEmpty()) {
      return new Inspection.Invalid("no whole E-AC-3 access unit");
    }
    // The data rate may vary with each frame: it alone makes no new format.
    return found.get().substreams().equals(Eac3Config.parse(format.config()).substreams())
        ? Inspection.KEY
        : new Inspection.Valid(
            Inspection.KEY.flags(), Optional.empty(), Optional.of(found.get().write()));
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return AudioSampleEntry.of("ec-3", format, Box.of("dec3", format.config()));
  }

  @Override
  public Optional<TsForm> ts() {
    return ts;
  }
}
