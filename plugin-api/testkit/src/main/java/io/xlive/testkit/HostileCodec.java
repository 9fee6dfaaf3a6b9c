package io.xlive.testkit;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;

/**
 * Asserts what {@link Codec} promises for any bytes: records are described or refused, samples are
 * answered and never thrown at, and whatever a codec says is good it can also write.
 */
public final class HostileCodec {
  private static final int MUTANTS = 200_000;
  private static final int LARGE_MUTANTS = 2_000;
  private static final int NOISE = 10_000;

  private final Codec codec;

  /** For one codec. */
  public HostileCodec(Codec codec) {
    this.codec = codec;
  }

  /** Feeds everything that can become of a recording's configuration record. */
  void records(RecordedSamples recorded) {
    HostileInput.from(recorded.format(codec).config())
        .prefixes(this::config)
        .noise(NOISE, 64, this::config)
        .mutants(MUTANTS, this::config);
  }

  /** Feeds everything that can become of a recording's samples. */
  void samples(RecordedSamples recorded) {
    TrackFormat format = recorded.format(codec);
    HostileInput.Parser parser = sample -> sample(format, sample);
    HostileInput.from(recorded.payloads().toArray(Bytes[]::new)).mutants(LARGE_MUTANTS, parser);
    // Short ones are hit more often where it matters.
    HostileInput.from(recorded.smallest(3).toArray(Bytes[]::new))
        .prefixes(parser)
        .noise(NOISE, 64, parser)
        .mutants(MUTANTS, parser);
  }

  /**
   * Takes a record or a sequence start: allowed are results and an {@link XliveException} of the
   * media.
   */
  public void config(Bytes body) {
    TrackFormat format = RecordedSamples.format(codec, codec.configFromSequenceStart(body));
    codec.sampleEntry(format);
    codec.sequenceStart(format.config());
    codec.ts().ifPresent(ts -> ts.descriptors(format));
  }

  /**
   * Takes a sample: nothing may be thrown, and a good one can be written in the format that it
   * brings.
   */
  public void sample(TrackFormat format, Bytes sample) {
    try {
      codec.configFromSample(sample).ifPresent(codec::describe);
      switch (codec.inspect(format, sample)) {
        case Inspection.Valid valid -> write(format, valid, sample);
        case Inspection.Invalid _, Inspection.Empty _ -> {}
      }
    } catch (XliveException e) {
      throw new AssertionError("a sample was answered with " + e, e);
    }
  }

  private void write(TrackFormat format, Inspection.Valid valid, Bytes sample) {
    Optional<Bytes> config = valid.config();
    TrackFormat own = config.map(c -> RecordedSamples.format(codec, c)).orElse(format);
    codec.sampleEntry(own);
    Bytes payload = valid.payload().orElse(sample);
    MediaFrame frame = new MediaFrame(own, 0, 0, 0, valid.flags(), payload);
    codec.ts().ifPresent(ts -> ts.write(frame, new BytesBuilder()));
  }
}
