package io.xlive.spi.codec;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;

/**
 * A codec as a table entry. Stateless, safe for any thread; total over any bytes: hostile input is
 * answered with an {@link XliveException} of {@link io.xlive.spi.SpiError#MALFORMED_MEDIA} or with
 * an inspection that says invalid, never with another exception, a loop without bound, or memory
 * out of proportion.
 */
public interface Codec {
  /** Its name. */
  CodecId id();

  /** What it carries. */
  TrackKind kind();

  /** How RTMP and FLV name it. */
  FlvMapping flv();

  /**
   * Turns the body of an FLV or Enhanced RTMP sequence start into the configuration record of
   * {@link TrackFormat#config()}; the default takes it as it is.
   *
   * @throws XliveException when it is malformed
   */
  default Bytes configFromSequenceStart(Bytes body) {
    return body;
  }

  /**
   * The body of an FLV sequence start for a configuration record: the inverse of {@link
   * #configFromSequenceStart}.
   */
  default Bytes sequenceStart(Bytes config) {
    return config;
  }

  /**
   * Makes a configuration record from a sample, for codecs whose streams carry none (MP3, AC-3),
   * and for a sample that brings parameter sets of its own.
   *
   * @return empty when this sample does not tell; the default never does
   */
  default Optional<Bytes> configFromSample(Bytes sample) {
    return Optional.empty();
  }

  /**
   * Reads a configuration record.
   *
   * @throws XliveException when it is malformed or of a kind that is not carried
   */
  FormatDetails describe(Bytes config);

  /** Looks at a sample; see {@link Inspection}. */
  Inspection inspect(TrackFormat format, Bytes sample);

  /**
   * Looks for closed captions inside a sample that {@link #inspect} found good; called for every
   * frame. The default knows of none.
   *
   * @param seen what earlier samples of the track had
   * @return that and what this one has; {@code seen} itself when nothing is new
   */
  default CaptionChannels captions(TrackFormat format, Bytes sample, CaptionChannels seen) {
    return seen;
  }

  /**
   * Looks for what a key frame itself says of its colour, beside the configuration record: the
   * transfer that is preferred, the mastering display, the content light level. Called for key
   * frames of video that {@link #inspect} found good, with the sample in its canonical shape. The
   * default knows of nothing.
   *
   * @param known what the configuration record and earlier key frames said
   * @return that with what this sample says instead; {@code known} itself when nothing is new
   */
  default ColorDescription color(TrackFormat format, Bytes sample, ColorDescription known) {
    return known;
  }

  /**
   * The sample entry box ({@code avc1}, {@code mp4a}, ...) of ISO/IEC 14496-12 for an
   * initialization section, header included.
   */
  Bytes sampleEntry(TrackFormat format);

  /** How it goes into MPEG-TS; empty when it does not. */
  default Optional<TsForm> ts() {
    return Optional.empty();
  }
}
