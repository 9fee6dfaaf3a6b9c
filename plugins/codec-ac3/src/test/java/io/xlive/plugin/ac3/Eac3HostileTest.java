package io.xlive.plugin.ac3;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.HostileCodec;
import io.xlive.testkit.HostileInput;
import io.xlive.testkit.RecordedSamples;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Eac3HostileTest {
  private final Eac3Codec codec = new Eac3Codec();
  private final HostileCodec hostile = new HostileCodec(codec);

  @ParameterizedTest
  @ValueSource(strings = {"eac3.txt"})
  void takesAnyRecord(String recording) {
    HostileInput.from(format(recording).config())
        .prefixes(hostile::config)
        .noise(10_000, 64, hostile::config)
        .mutants(200_000, hostile::config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eac3.txt"})
  void takesAnySample(String recording) {
    TrackFormat format = format(recording);
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);
    Bytes[] samples =
        recorded.samples().stream().map(RecordedSamples.Sample::payload).toArray(Bytes[]::new);
    // Short ones are hit more often where it matters.
    Bytes[] small =
        Arrays.stream(samples)
            .sorted(Comparator.comparingInt(Bytes::length))
            .limit(3)
            .toArray(Bytes[]::new);
    HostileInput.from(samples).mutants(2_000, sample -> hostile.sample(format, sample));
    HostileInput.from(small)
        .prefixes(sample -> hostile.sample(format, sample))
        .noise(10_000, 64, sample -> hostile.sample(format, sample))
        .mutants(200_000, sample -> hostile.sample(format, sample));
  }

  private TrackFormat format(String recording) {
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);
    return recorded.config().isEmpty()
        ? RecordedSamples.format(codec, codec.configFromSample(recorded.sample(0)).orElseThrow())
        : recorded.format(codec);
  }
}
