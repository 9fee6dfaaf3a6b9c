package io.xlive.plugin.mp3;

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

/** Expected values are what ffprobe says of the recordings. */
class Mp3CodecTest {
  private final Mp3Codec codec = new Mp3Codec();

  @ParameterizedTest
  @CsvSource({"mp3.txt, 44100, 2, 1152", "mp3mono.txt, 22050, 1, 576"})
  void readsAFrame(String recording, int rate, int channels, int samples) {
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);
    TrackFormat format = format(recorded);

    FormatDetails.Audio audio = (FormatDetails.Audio) format.details();
    assertThat(audio.codecString()).isEqualTo("mp4a.40.34");
    assertThat(audio.sampleRate()).isEqualTo(rate);
    assertThat(audio.channels()).isEqualTo(channels);
    assertThat(audio.samplesPerFrame()).isEqualTo(samples);
    assertThat(recorded.samples())
        .allSatisfy(s -> assertThat(codec.inspect(format, s.payload())).isSameAs(Inspection.KEY));
  }

  @Test
  void anotherRateMakesAnotherFormat() {
    TrackFormat stereo = format(RecordedSamples.of(getClass(), "mp3.txt"));
    Bytes mono = RecordedSamples.of(getClass(), "mp3mono.txt").sample(0);

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(stereo, mono);

    assertThat(valid.config()).isEqualTo(codec.configFromSample(mono));
    assertThat(valid.flags().key()).isTrue();
  }

  @Test
  void aFrameMustBeWhole() {
    RecordedSamples recorded = RecordedSamples.of(getClass(), "mp3.txt");
    Bytes whole = recorded.sample(0);

    assertThat(codec.inspect(format(recorded), whole.slice(0, whole.length() - 1)))
        .isInstanceOf(Inspection.Invalid.class);
    assertThat(codec.inspect(format(recorded), Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fffb10", "fffbf064", "fffb1c64", "ffeb1064", "fffd1064", "00fb1064"})
  void refusesWhatIsNoHeader(String hex) {
    assertThatThrownBy(() -> codec.describe(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
    assertThat(codec.configFromSample(Bytes.ofHex(hex))).isEmpty();
  }

  @Test
  void goesIntoTransportStreamsAsItIs() {
    RecordedSamples recorded = RecordedSamples.of(getClass(), "mp3.txt");
    BytesBuilder out = new BytesBuilder();

    codec
        .ts()
        .orElseThrow()
        .write(new MediaFrame(format(recorded), 0, 0, 0, FrameFlags.KEY, recorded.sample(0)), out);

    assertThat(out.build()).isEqualTo(recorded.sample(0));
    assertThat(codec.ts().orElseThrow().streamType()).isEqualTo(3);
  }

  @Test
  void theSampleEntrySaysMpeg1Audio() {
    TrackFormat format = format(RecordedSamples.of(getClass(), "mp3.txt"));

    assertThat(codec.sampleEntry(format).toHex()).contains("6d703461", "65736473", "6b15");
  }

  private TrackFormat format(RecordedSamples recorded) {
    return RecordedSamples.format(codec, codec.configFromSample(recorded.sample(0)).orElseThrow());
  }
}
