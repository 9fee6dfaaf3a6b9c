package io.xlive.plugin.h264;

import io.xlive.mediakit.nal.NalUnits;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.HostileCodec;
import io.xlive.testkit.HostileInput;
import io.xlive.testkit.RecordedSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264HostileTest {
  private final H264Codec codec = new H264Codec();
  private final HostileCodec hostile = new HostileCodec(codec);

  @ParameterizedTest
  @ValueSource(strings = {"h264.txt"})
  void takesAnyRecord(String recording) {
    HostileInput.from(format(recording).config())
        .prefixes(hostile::config)
        .noise(10_000, 64, hostile::config)
        .mutants(200_000, hostile::config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264.txt"})
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
    small[0] = withParameterSets(format);
    HostileInput.from(samples).mutants(2_000, sample -> hostile.sample(format, sample));
    HostileInput.from(small)
        .prefixes(sample -> hostile.sample(format, sample))
        .noise(10_000, 64, sample -> hostile.sample(format, sample))
        .mutants(200_000, sample -> hostile.sample(format, sample));
  }

  /**
   * A key frame as small as can be: delimiter, parameter sets of the record, recovery point, a
   * slice of intra type.
   */
  private static Bytes withParameterSets(TrackFormat format) {
    List<Bytes> units = new ArrayList<>(List.of(Bytes.ofHex("09f0")));
    units.addAll(new H264Syntax().parameterSets(format.config()));
    units.add(Bytes.ofHex("06 06 01 c4 80"));
    units.add(Bytes.ofHex("41 88 84 00"));
    return NalUnits.join(units, 4);
  }

  private TrackFormat format(String recording) {
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);
    return recorded.config().isEmpty()
        ? RecordedSamples.format(codec, codec.configFromSample(recorded.sample(0)).orElseThrow())
        : recorded.format(codec);
  }
}
