package io.xlive.plugin.vp9;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * VP9 (VP9 Bitstream &amp; Decoding Process Specification), stored as VP Codec ISO Media File
 * Format Binding says. Only key frames tell the picture size: until the first one a format says 1x1
 * (see {@link Vp9Config}). Stateless, safe for any thread.
 */
public final class Vp9Codec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.video("vp9", new FlvMapping("vp09", OptionalInt.empty(), false, true));

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    return Vp9Config.parse(body).write();
  }

  @Override
  public Bytes sequenceStart(Bytes config) {
    return Vp9Config.parse(config).box();
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    try {
      Vp9Header first = Vp9Header.parse(Superframe.frames(sample).getFirst());
      return first.key() ? Optional.of(Vp9Config.UNKNOWN.with(first).write()) : Optional.empty();
    } catch (XliveException e) {
      return Optional.empty();
    }
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return Vp9Config.parse(config).details();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    try {
      return inspectFrames(format, Superframe.frames(sample));
    } catch (XliveException e) {
      return new Inspection.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Inspection inspectFrames(TrackFormat format, List<Bytes> frames) {
    Vp9Header first = Vp9Header.parse(frames.getFirst());
    boolean disposable = first.refreshes() == 0;
    for (int i = 1; i < frames.size(); i++) {
      disposable &= Vp9Header.parse(frames.get(i)).refreshes() == 0;
    }
    if (!first.key()) {
      return disposable ? Inspection.DISPOSABLE : Inspection.DELTA;
    }
    Bytes config = Vp9Config.parse(format.config()).with(first).write();
    return EntryCodec.keyFrame(format, config);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    Bytes box = Vp9Config.parse(format.config()).box();
    return VisualSampleEntry.of("vp09", format, Box.of("vpcC", box));
  }
}
