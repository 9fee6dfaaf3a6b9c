package io.xlive.plugin.h264;

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
 * H.264 (ITU-T H.264, ISO/IEC 14496-10), stored as ISO/IEC 14496-15 says. Stateless, safe for any
 * thread.
 */
public final class H264Codec implements Codec {
  private static final CodecId ID = new CodecId("h264");
  private static final FlvMapping FLV = new FlvMapping("avc1", OptionalInt.of(7), true, true);
  private static final int STREAM_TYPE = 0x1B;

  private final H264Syntax syntax = new H264Syntax();
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
   * Takes an AVCDecoderConfigurationRecord, or parameter sets with start codes as some encoders
   * send them.
   */
  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    if (!NalUnits.startsWithStartCode(body)) {
      return body;
    }
    return inspector
        .configFromSample(body)
        .orElseThrow(() -> XliveException.malformed("H.264 sequence start without SPS and PPS"));
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return inspector.configFromSample(sample);
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return AvcConfig.parse(config).details();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    return inspector.inspect(format.config(), sample);
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return VisualSampleEntry.of("avc1", format, Box.of("avcC", format.config()));
  }

  @Override
  public Optional<TsForm> ts() {
    return ts;
  }
}
