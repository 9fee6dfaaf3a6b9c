package io.xlive.plugin.av1;

import io.xlive.mediakit.codec.CodecEntry;
import io.xlive.mediakit.codec.EntryCodec;
import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.VisualSampleEntry;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * AV1 (AV1 Bitstream &amp; Decoding Process Specification), stored as AV1 Codec ISO Media File
 * Format Binding says. Stateless, safe for any thread.
 */
public final class Av1Codec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.video("av1", new FlvMapping("av01", OptionalInt.of(13), false, true));

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    try {
      return TemporalUnit.parse(sample).sequenceHeader().map(Av1Config::write);
    } catch (XliveException e) {
      return Optional.empty();
    }
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return Av1Config.parse(config).details();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    try {
      return inspectUnit(format.config(), TemporalUnit.parse(sample));
    } catch (XliveException e) {
      return new Inspection.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Inspection inspectUnit(Bytes config, TemporalUnit unit) {
    Obu known = Av1Config.parse(config).sequenceHeader();
    Optional<Bytes> changed =
        unit.sequenceHeader()
            .filter(own -> !own.payload().equals(known.payload()))
            .map(Av1Config::write);
    if (!unit.hasFrame()) {
      return changed.isEmpty()
          ? Inspection.EMPTY
          : new Inspection.Valid(Inspection.DELTA.flags(), unit.rewritten(), changed);
    }
    Inspection.Valid plain =
        unit.key(unit.sequenceHeader().orElse(known)) ? Inspection.KEY : Inspection.DELTA;
    return changed.isEmpty() && unit.rewritten().isEmpty()
        ? plain
        : new Inspection.Valid(plain.flags(), unit.rewritten(), changed);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return VisualSampleEntry.of("av01", format, Box.of("av1C", format.config()));
  }
}
