package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.iso.BoxReader;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.PluginConformance.CodecSamples;
import java.util.List;
import java.util.Optional;

/**
 * What {@link PluginConformance} asks of codecs: right answers to valid input, harmless ones to any
 * other.
 */
final class CodecRules {
  private static final int MUTANTS = 5_000;
  private static final int NOISE = 2_000;

  private CodecRules() {}

  static void check(Codec codec, Optional<CodecSamples> samples) {
    assertThat(codec.id()).isNotNull();
    assertThat(codec.kind()).isNotNull();
    assertThat(codec.flv()).isNotNull();
    codec
        .ts()
        .ifPresent(
            ts -> {
              assertThat(ts.streamType()).isBetween(1, 255);
              assertThat(ts.streamId()).isBetween(0xBD, 0xFF);
            });
    HostileInput.from(Bytes.EMPTY)
        .noise(NOISE, 64, codec::describe)
        .noise(NOISE, 64, codec::configFromSequenceStart)
        .noise(NOISE, 64, codec::configFromSample);
    samples.ifPresent(valid -> valid(codec, valid));
  }

  private static void valid(Codec codec, CodecSamples valid) {
    TrackFormat format = format(codec, valid.config());
    if (codec.kind() == TrackKind.VIDEO || codec.kind() == TrackKind.AUDIO) {
      assertThat(format.details().codecString()).as("RFC 6381 string").isNotBlank();
    }
    assertThat(format.details())
        .as("details of its kind")
        .isInstanceOf(
            switch (codec.kind()) {
              case VIDEO -> FormatDetails.Video.class;
              case AUDIO -> FormatDetails.Audio.class;
              case TEXT, DATA -> FormatDetails.Metadata.class;
            });
    assertThat(BoxReader.read(codec.sampleEntry(format))).as("one sample entry").hasSize(1);
    if (codec.flv().sequenceStart()) {
      assertThat(codec.configFromSequenceStart(codec.sequenceStart(valid.config())))
          .as("a sequence start brings the configuration back")
          .isEqualTo(valid.config());
    }
    for (Bytes sample : valid.samples()) {
      assertThat(codec.inspect(format, sample)).isInstanceOf(Inspection.Valid.class);
    }
    HostileInput.from(valid.config())
        .prefixes(config -> described(codec, config, valid.samples()))
        .mutants(MUTANTS, config -> described(codec, config, valid.samples()));
    HostileInput.from(valid.samples().toArray(Bytes[]::new))
        .mutants(MUTANTS, sample -> inspected(codec, format, sample))
        .noise(NOISE, 64, sample -> inspected(codec, format, sample));
  }

  /** A configuration that is accepted must be usable. */
  private static void described(Codec codec, Bytes config, List<Bytes> samples) {
    TrackFormat format = format(codec, config);
    BoxReader.read(codec.sampleEntry(format));
    samples.forEach(sample -> inspected(codec, format, sample));
  }

  /**
   * A sample that is accepted can be written to a transport stream; inspection itself refuses by
   * its answer.
   */
  private static void inspected(Codec codec, TrackFormat format, Bytes sample) {
    codec.configFromSample(sample);
    codec.captions(format, sample, CaptionChannels.NONE);
    codec.color(format, sample, ColorDescription.UNSPECIFIED);
    Inspection answer;
    try {
      answer = codec.inspect(format, sample);
    } catch (RuntimeException e) {
      throw new AssertionError("inspect throws", e);
    }
    if (answer instanceof Inspection.Valid good && codec.ts().isPresent()) {
      TrackFormat own = good.config().map(config -> format(codec, config)).orElse(format);
      Bytes payload = good.payload().orElse(sample);
      codec
          .ts()
          .get()
          .write(new MediaFrame(own, 0, 0, 0, good.flags(), payload), new BytesBuilder());
    }
  }

  private static TrackFormat format(Codec codec, Bytes config) {
    return new TrackFormat(
        new TrackId("track"), codec.kind(), codec.id(), 1000, config, codec.describe(config));
  }
}
