package io.xlive.plugin.hevc;

import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.VisualSampleEntry;
import io.xlive.mediakit.nal.AnnexBForm;
import io.xlive.mediakit.nal.NalInspector;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.spi.XliveException;
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
 * HEVC (ITU-T H.265, ISO/IEC 23008-2), stored as ISO/IEC 14496-15 says. Stateless, safe for any
 * thread.
 */
public final class HevcCodec implements Codec {
  private static final CodecId ID = new CodecId("hevc");
  private static final FlvMapping FLV = new FlvMapping("hvc1", OptionalInt.of(12), true, true);
  private static final int STREAM_TYPE = 0x24;

  private final HevcSyntax syntax = new HevcSyntax();
  private final NalInspector inspector = new NalInspector(syntax);
  private final Optional<TsForm> ts = Optional.of(new AnnexBForm(syntax, STREAM_TYPE));

  @Override
  public CodecId id() {
    return ID;
  }

  @Override
  public TrackKind kind() {
    return TrackKind.VIDEO;
  }

  @Override
  public FlvMapping flv() {
    return FLV;
  }

  /**
   * Takes an HEVCDecoderConfigurationRecord, or parameter sets with start codes as some encoders
   * send them.
   */
  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    if (!NalUnits.startsWithStartCode(body)) {
      return body;
    }
    return inspector
        .configFromSample(body)
        .orElseThrow(
            () -> XliveException.malformed("HEVC sequence start without VPS, SPS and PPS"));
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return inspector.configFromSample(sample);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return HevcConfig.parse(config).details();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    return inspector.inspect(format.config(), sample);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return VisualSampleEntry.of("hvc1", format, Box.of("hvcC", format.config()));
  }

  @Override
  public Optional<TsForm> ts() {
    return ts;
  }
}
