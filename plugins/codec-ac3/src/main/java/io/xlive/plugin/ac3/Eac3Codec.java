package io.xlive.plugin.ac3;

import io.xlive.mediakit.codec.CodecEntry;
import io.xlive.mediakit.codec.EntryCodec;
import io.xlive.mediakit.iso.AudioSampleEntry;
import io.xlive.mediakit.iso.Box;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * E-AC-3 (ETSI TS 102 366, Annex E): its configuration is made from its frames. Stateless, safe for
 * any thread.
 */
public final class Eac3Codec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("ec-3", new FlvMapping("ec-3", OptionalInt.empty(), false, false))
          .with(new DolbyForm(0x87, "EAC3"));

  @Override
  public CodecEntry entry() {
    return ENTRY;
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
}
