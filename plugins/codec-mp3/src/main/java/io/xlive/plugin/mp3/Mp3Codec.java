package io.xlive.plugin.mp3;

import io.xlive.mediakit.codec.CodecEntry;
import io.xlive.mediakit.codec.EntryCodec;
import io.xlive.mediakit.iso.AudioSampleEntry;
import io.xlive.mediakit.iso.ElementaryStreamDescriptor;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * MP3 (ISO/IEC 11172-3 and 13818-3, layer III). It has no configuration record: {@link
 * Mp3Header#config()} stands in for it. Stateless, safe for any thread.
 */
public final class Mp3Codec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("mp3", new FlvMapping(".mp3", OptionalInt.of(2), false, false))
          .with(new Mp3Form());

  /** objectTypeIndication of ISO/IEC 11172-3 audio. */
  private static final int MPEG1_AUDIO = 0x6B;

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return Mp3Header.parse(sample).map(Mp3Header::config);
  }

  /**
   * The string is the one that Apple and hls.js know for MP3 in fMP4: object type 34 of ISO/IEC
   * 14496-3.
   */
  @Override
  public FormatDetails describe(Bytes config) {
    Mp3Header header =
        Mp3Header.parse(config)
            .orElseThrow(() -> XliveException.malformed("no header of an MP3 frame"));
    return new FormatDetails.Audio(
        "mp4a.40.34", header.sampleRate(), header.channels(), header.samples(), Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    Optional<Mp3Header> header = Mp3Header.parse(sample);
    if (header.isEmpty() || header.get().frameLength() > sample.length()) {
      return new Inspection.Invalid("no whole MP3 frame");
    }
    Bytes config = header.get().config();
    return EntryCodec.keyFrame(format, config);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return AudioSampleEntry.of(
        "mp4a", format, new ElementaryStreamDescriptor(MPEG1_AUDIO, Bytes.EMPTY));
  }
}
