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
 * AC-3 (ETSI TS 102 366): its configuration is made from its frames. Stateless, safe for any
 * thread.
 */
public final class Ac3Codec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("ac-3", new FlvMapping("ac-3", OptionalInt.empty(), false, false))
          .with(new DolbyForm(0x81, "AC-3"));

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return Ac3Frame.parse(sample).map(Ac3Frame::config);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    Ac3Frame frame = Ac3Frame.ofConfig(config);
    return new FormatDetails.Audio(
        "ac-3", frame.sampleRate(), frame.channels(), Ac3Frame.SAMPLES, Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    Optional<Ac3Frame> frame = Ac3Frame.parse(sample);
    if (frame.isEmpty()) {
      return new Inspection.Invalid("no whole AC-3 frame");
    }
    Bytes config = frame.get().config();
    return EntryCodec.keyFrame(format, config);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return AudioSampleEntry.of("ac-3", format, Box.of("dac3", format.config()));
  }
}
