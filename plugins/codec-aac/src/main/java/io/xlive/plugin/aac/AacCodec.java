package io.xlive.plugin.aac;

import io.xlive.mediakit.codec.CodecEntry;
import io.xlive.mediakit.codec.EntryCodec;
import io.xlive.mediakit.iso.AudioSampleEntry;
import io.xlive.mediakit.iso.ElementaryStreamDescriptor;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * AAC (ISO/IEC 14496-3): LC, HE, HE v2, LD, ELD, Main, SSR, LTP and xHE by their configuration.
 * Stateless, safe for any thread.
 */
public final class AacCodec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("aac", new FlvMapping("mp4a", OptionalInt.of(10), false, true))
          .with(new AdtsForm());

  /** What a raw data block of one channel takes at most: ISO/IEC 14496-3, 4.5.1.1 (6144 bits). */
  private static final int MAX_CHANNEL_BYTES = 768;

  private static final int MPEG4_AUDIO = 0x40;

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return AdtsHeader.parse(sample).map(AdtsHeader::config);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return AudioSpecificConfig.parse(config).details();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    if (AdtsHeader.startsWithSyncWord(sample)) {
      return withoutHeader(sample);
    }
    int channels = format.details() instanceof FormatDetails.Audio audio ? audio.channels() : 8;
    if (sample.length() > MAX_CHANNEL_BYTES * Math.max(channels, 8)) {
      return new Inspection.Invalid("longer than an AAC frame can be");
    }
    return Inspection.KEY;
  }

  /**
   * Some encoders leave the ADTS header on: a raw frame never begins with its sync word, for that
   * would be an end element.
   */
  private static Inspection withoutHeader(Bytes sample) {
    Optional<AdtsHeader> header = AdtsHeader.parse(sample);
    if (header.isEmpty()) {
      return new Inspection.Invalid("ADTS header that does not fit its frame");
    }
    Bytes frame = sample.from(header.get().length());
    return frame.isEmpty()
        ? Inspection.EMPTY
        : new Inspection.Valid(Inspection.KEY.flags(), Optional.of(frame), Optional.empty());
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return AudioSampleEntry.of(
        "mp4a", format, new ElementaryStreamDescriptor(MPEG4_AUDIO, format.config()));
  }
}
