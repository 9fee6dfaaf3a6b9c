package io.xlive.plugin.opus;

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
 * Opus (RFC 6716), stored as Encapsulation of Opus in ISO Base Media File Format says. There is no
 * form of it for transport streams that HLS players take. Stateless, safe for any thread.
 */
public final class OpusCodec implements EntryCodec {
  private static final CodecEntry ENTRY =
      CodecEntry.audio("opus", new FlvMapping("Opus", OptionalInt.empty(), false, true));

  /** Decoders always put out this rate: RFC 7845, 5.1. */
  private static final int OUTPUT_RATE = 48_000;

  @Override
  public CodecEntry entry() {
    return ENTRY;
  }

  /** From an identification header ({@code OpusHead}). */
  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    return OpusConfig.startsAsHead(body) ? OpusConfig.parseHead(body).write() : body;
  }

  @Override
  public Bytes sequenceStart(Bytes config) {
    return OpusConfig.parse(config).writeHead();
  }

  @Override
  public FormatDetails describe(Bytes config) {
    int channels = OpusConfig.parse(config).channels();
    return new FormatDetails.Audio("Opus", OUTPUT_RATE, channels, 0, Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    return OpusPacket.valid(sample, OpusConfig.streams(format.config()))
        ? Inspection.KEY
        : new Inspection.Invalid("Opus packet is malformed");
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return AudioSampleEntry.of("Opus", format, Box.of("dOps", format.config()));
  }
}
