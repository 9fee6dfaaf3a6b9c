package io.xlive.plugin.ac3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected values are what ffprobe says of the recordings, and the boxes that ffmpeg writes for
 * them.
 */
class Ac3CodecTest {
  @ParameterizedTest
  @CsvSource({
    "ac3.txt, ac-3, 103cc0, 48000, 6",
    "ac3stereo.txt, ac-3, 501080, 44100, 2",
    "eac3.txt, ec-3, 0300200f00, 48000, 6",
  })
  void makesTheBoxFromAFrame(String recording, String string, String box, int rate, int channels) {
    Codec codec = string.equals("ac-3") ? new Ac3Codec() : new Eac3Codec();
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);

    assertThat(codec.configFromSample(recorded.sample(0))).contains(Bytes.ofHex(box));
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex(box));
    FormatDetails.Audio audio = (FormatDetails.Audio) format.details();
    assertThat(audio.codecString()).isEqualTo(string);
    assertThat(audio.sampleRate()).isEqualTo(rate);
    assertThat(audio.channels()).isEqualTo(channels);
    assertThat(audio.samplesPerFrame()).isEqualTo(1536);
    assertThat(recorded.samples())
        .allSatisfy(s -> assertThat(codec.inspect(format, s.payload())).isSameAs(Inspection.KEY));
    assertThat(codec.sampleEntry(format).toHex()).contains(box);
  }

  @Test
  void anotherLayoutMakesAnotherFormat() {
    Ac3Codec codec = new Ac3Codec();
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("103cc0"));
    Bytes stereo = RecordedSamples.of(getClass(), "ac3stereo.txt").sample(0);

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, stereo);

    assertThat(valid.config()).contains(Bytes.ofHex("501080"));
  }

  @Test
  void aDependentSubstreamAddsChannels() {
    Eac3Codec codec = new Eac3Codec();
    Bytes independent = RecordedSamples.of(getClass(), "eac3.txt").sample(0);
    Bytes unit = new BytesBuilder().bytes(independent).bytes(dependentFrame()).build();

    Bytes config = codec.configFromSample(unit).orElseThrow();

    assertThat(((FormatDetails.Audio) codec.describe(config)).channels()).isEqualTo(8);
    assertThat(codec.configFromSample(dependentFrame())).isEmpty();
  }

  @Test
  void aFrameMustBeWhole() {
    Stream.of("ac3.txt", "eac3.txt")
        .forEach(
            recording -> {
              Codec codec = recording.startsWith("e") ? new Eac3Codec() : new Ac3Codec();
              Bytes whole = RecordedSamples.of(getClass(), recording).sample(0);
              TrackFormat format =
                  RecordedSamples.format(codec, codec.configFromSample(whole).orElseThrow());
              assertThat(codec.inspect(format, whole.slice(0, whole.length() - 1)))
                  .isInstanceOf(Inspection.Invalid.class);
              assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "103c", "d03cc0"})
  void refusesWhatIsNoConfiguration(String hex) {
    assertThatThrownBy(() -> new Ac3Codec().describe(Bytes.ofHex(hex)))
        .isInstanceOf(XliveException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0300", "0300200f", "0307200f00"})
  void refusesWhatIsNoEnhancedConfiguration(String hex) {
    assertThatThrownBy(() -> new Eac3Codec().describe(Bytes.ofHex(hex)))
        .isInstanceOf(XliveException.class);
  }

  @Test
  void isRegisteredInTransportStreams() {
    TrackFormat format = RecordedSamples.format(new Ac3Codec(), Bytes.ofHex("103cc0"));

    assertThat(new Ac3Codec().ts().orElseThrow().streamType()).isEqualTo(0x81);
    assertThat(new Eac3Codec().ts().orElseThrow().streamType()).isEqualTo(0x87);
    assertThat(new Ac3Codec().ts().orElseThrow().descriptors(format))
        .isEqualTo(Bytes.ofHex("050441432d33"));
  }

  /**
   * Type 1, substream 0, 10 bytes, 48 kHz, six blocks, 2/0 without LFE, bsid 16, chanmap Lrs/Rrs.
   */
  private static Bytes dependentFrame() {
    return new BitWriter()
        .bits(0x0B77, 16)
        .bits(1, 2)
        .bits(0, 3)
        .bits(4, 11)
        .bits(0, 2)
        .bits(3, 2)
        .bits(2, 3)
        .bits(0, 1)
        .bits(16, 5)
        .bits(31, 5)
        .bits(0, 1)
        .bits(1, 1)
        .bits(0x0200, 16)
        .bits(0, 12)
        .build();
  }
}
