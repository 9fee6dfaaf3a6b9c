package io.xlive.plugin.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are what ffprobe says of files with these configurations. */
class AacCodecTest {
  private final AacCodec codec = new AacCodec();

  @ParameterizedTest
  @CsvSource({
    "1190, mp4a.40.2, 48000, 2, 1024, two bytes",
    "119056e500, mp4a.40.2, 48000, 2, 1024, extension that says no SBR",
    "121056e5a0, mp4a.40.5, 44100, 2, 1024, SBR at the rate of the core",
    "123856e500, mp4a.40.2, 44100, 8, 1024, 7.1 of a configuration",
    "118004c848002000c4400d4c61766336322e32382e31303256e500, mp4a.40.2, 48000, 7, 1024, 6.1 of a"
        + " program configuration",
    "2b8a0800, mp4a.40.5, 44100, 1, 2048, HE hierarchical",
    "2b920800, mp4a.40.5, 44100, 2, 2048, HE hierarchical stereo",
    "139056e5a0, mp4a.40.5, 44100, 2, 2048, HE backward compatible (rate index 4)",
    "eb8a0800, mp4a.40.29, 44100, 2, 2048, HE v2 hierarchical",
    "138856e5a54880, mp4a.40.29, 44100, 2, 2048, HE v2 backward compatible",
    "1194, mp4a.40.2, 48000, 2, 960, short frames",
    "17805dc010, mp4a.40.2, 48000, 2, 1024, explicit rate",
    "f8e84000, mp4a.40.39, 44100, 2, 512, ELD",
  })
  void readsConfigurations(
      String hex, String string, int rate, int channels, int samples, String what) {
    FormatDetails.Audio audio = (FormatDetails.Audio) codec.describe(Bytes.ofHex(hex));

    assertThat(audio.codecString()).as(what).isEqualTo(string);
    assertThat(audio.sampleRate()).as(what).isEqualTo(rate);
    assertThat(audio.channels()).as(what).isEqualTo(channels);
    assertThat(audio.samplesPerFrame()).as(what).isEqualTo(samples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11", "0000", "1680", "11f8", "1200", "1180", "f8ff", "178000000010"})
  void refusesWhatIsNoConfiguration(String hex) {
    assertThatThrownBy(() -> codec.describe(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
  }

  @Test
  void everyFrameIsAKeyFrame() {
    RecordedSamples recorded = RecordedSamples.of(getClass(), "aac.txt");
    TrackFormat format = recorded.format(codec);

    assertThat(recorded.samples())
        .isNotEmpty()
        .allSatisfy(s -> assertThat(codec.inspect(format, s.payload())).isSameAs(Inspection.KEY));
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @Test
  void boundsAFrame() {
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("1190"));

    assertThat(codec.inspect(format, new BytesBuilder().zeros(768 * 8).build()))
        .isSameAs(Inspection.KEY);
    assertThat(codec.inspect(format, new BytesBuilder().zeros(768 * 8 + 1).build()))
        .isInstanceOf(Inspection.Invalid.class);
  }

  @Test
  void takesAnAdtsHeaderOff() {
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("1190"));
    Bytes adts = Bytes.ofHex("fff14c80017ffc 21004990");

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, adts);

    assertThat(valid.payload()).contains(Bytes.ofHex("21004990"));
    assertThat(codec.configFromSample(adts)).contains(Bytes.ofHex("1190"));
    assertThat(codec.inspect(format, Bytes.ofHex("fff14c80019ffc 21004990")))
        .isInstanceOf(Inspection.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1190, fff14c80017ffc 21004990, LC 48000 stereo",
    "2b920800, fff15c80017ffc 21004990, HE: rate of the core",
    "eb8a0800, fff15c40017ffc 21004990, HE v2: mono core",
    "123856e500, fff151c0017ffc 21004990, 7.1",
  })
  void writesAdtsForTransportStreams(String config, String expected, String what) {
    assertThat(ts(Bytes.ofHex(config), Bytes.ofHex("21004990")))
        .as(what)
        .isEqualTo(Bytes.ofHex(expected));
  }

  @Test
  void withoutAChannelConfigurationTheProgramConfigurationGoesBeforeTheFrame() {
    Bytes config = RecordedSamples.of(getClass(), "aac61.txt").config();

    Bytes written = ts(config, Bytes.ofHex("21004990"));

    // the element of ID 5, moved by three bits against the record, its comment unmoved
    assertThat(written.toHex())
        .startsWith("fff14c00")
        .contains("0d" + "4c61766336322e32382e313032")
        .endsWith("21004990");
    assertThat(written.u24(3) >> 5 & 0x1FFF).isEqualTo(written.length());
    assertThat(written.u8(7) >> 5).isEqualTo(5);
  }

  @Test
  void theSampleEntryHoldsTheConfiguration() {
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("1190"));

    assertThat(codec.sampleEntry(format).toHex())
        .contains("6d703461", "65736473", "05808080021190");
  }

  private Bytes ts(Bytes config, Bytes payload) {
    BytesBuilder out = new BytesBuilder();
    TrackFormat format = RecordedSamples.format(codec, config);
    codec.ts().orElseThrow().write(new MediaFrame(format, 0, 0, 0, FrameFlags.KEY, payload), out);
    return out.build();
  }
}
