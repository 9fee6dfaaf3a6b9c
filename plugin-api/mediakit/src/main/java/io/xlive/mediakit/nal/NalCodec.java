package io.xlive.mediakit.nal;

import io.xlive.mediakit.codec.CodecEntry;
import io.xlive.mediakit.codec.EntryCodec;
import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.VisualSampleEntry;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;

/**
 * A codec made of NAL units, stored as ISO/IEC 14496-15 says, with its parameter sets in the sample
 * entry. Stateless, safe for any thread.
 */
public final class NalCodec implements EntryCodec {
  private final NalSyntax syntax;
  private final NalInspector inspector;
  private final NalSupplements supplements;
  private final CodecEntry entry;
  private final String configBox;

  /**
   * A codec of one syntax.
   *
   * @param flv its FourCC is also the name of the sample entry
   * @param streamType stream_type of the PMT
   * @param configBox the name of the box that holds the configuration record
   */
  public NalCodec(String id, FlvMapping flv, NalSyntax syntax, int streamType, String configBox) {
    this.syntax = syntax;
    this.inspector = new NalInspector(syntax);
    this.supplements = new NalSupplements(syntax);
    this.entry = CodecEntry.video(id, flv).with(new AnnexBForm(syntax, streamType));
    this.configBox = configBox;
  }

  @Override
  public CodecEntry entry() {
    return entry;
  }

  /**
   * Takes a configuration record, or parameter sets with start codes as some encoders send them.
   */
  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    if (!NalUnits.startsWithStartCode(body)) {
      return body;
    }
    return configFromSample(body)
        .orElseThrow(
            () -> XliveException.malformed(id() + " sequence start without all parameter sets"));
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return inspector.configFromSample(sample);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return syntax.details(config);
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    return inspector.inspect(format.config(), sample);
  }

  @Override
  public CaptionChannels captions(TrackFormat format, Bytes sample, CaptionChannels seen) {
    return supplements.in(format.config(), sample, seen, CaptionMessages::message);
  }

  @Override
  public ColorDescription color(TrackFormat format, Bytes sample, ColorDescription known) {
    return supplements.in(format.config(), sample, known, ColorMessages::message);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return VisualSampleEntry.of(flv().fourCc(), format, Box.of(configBox, format.config()));
  }
}
