package io.xlive.plugin.flac;

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
 * FLAC (RFC 9639), stored as Encapsulation of FLAC in ISO Base Media File Format says. There is no
 * form of it for transport streams. Stateless, safe for any thread.
 */
public final class FlacCodec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("flac", new FlvMapping("fLaC", OptionalInt.empty(), false, true));

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  /**
   * From the marker {@code fLaC} with metadata blocks, from the blocks alone, or from the bare
   * stream information that FFmpeg sends.
   */
  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    return StreamInformation.ofSequenceStart(body).write();
  }

  @Override
  public Bytes sequenceStart(Bytes config) {
    return StreamInformation.parse(config).writeMarked();
  }

  @Override
  public FormatDetails describe(Bytes config) {
    StreamInformation stream = StreamInformation.parse(config);
    return new FormatDetails.Audio(
        "fLaC", stream.sampleRate(), stream.channels(), stream.samplesPerFrame(), Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    return FlacFrame.valid(sample)
        ? Inspection.KEY
        : new Inspection.Invalid("FLAC frame header is malformed");
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    int bits = StreamInformation.parse(format.config()).bitsPerSample();
    return AudioSampleEntry.of("fLaC", format, bits, Box.of("dfLa", format.config()));
  }
}
