package io.xlive.plugin.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected values are what ffprobe says of the recording, and the box that ffmpeg writes for it.
 */
class FlacCodecTest {
  private static final String BOX = "0000000080000022";
  private static final String MARKED = "664c614380000022";

  private final FlacCodec codec = new FlacCodec();
  private final RecordedSamples recorded = RecordedSamples.of(getClass(), "flac.txt");
  private final String information = recorded.config().toHex();

  @Test
  void readsEveryFormOfASequenceStart() {
    Bytes config = Bytes.ofHex(BOX + information);

    assertThat(codec.configFromSequenceStart(recorded.config())).isEqualTo(config);
    assertThat(codec.configFromSequenceStart(Bytes.ofHex(MARKED + information))).isEqualTo(config);
    assertThat(codec.configFromSequenceStart(config)).isEqualTo(config);
    assertThat(
            codec.configFromSequenceStart(
                Bytes.ofHex("664c614300000022" + information + "84000000")))
        .isEqualTo(config);
    assertThat(codec.sequenceStart(config)).isEqualTo(Bytes.ofHex(MARKED + information));
  }

  @Test
  void describes() {
    FormatDetails.Audio audio = (FormatDetails.Audio) recorded.format(codec).details();

    assertThat(audio.codecString()).isEqualTo("fLaC");
    assertThat(audio.sampleRate()).isEqualTo(44_100);
    assertThat(audio.channels()).isEqualTo(1);
    assertThat(audio.samplesPerFrame()).isEqualTo(4608);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00000000", "664c6143", "664c614384000022", "0000000080000021"})
  void refusesWhatIsNoStreamInformation(String start) {
    String body = start.length() < 16 ? start : start + information;
    assertThatThrownBy(() -> codec.configFromSequenceStart(Bytes.ofHex(body)))
        .isInstanceOf(XliveException.class);
  }

  @Test
  void checksTheFrameHeader() {
    TrackFormat format = recorded.format(codec);
    byte[] damaged = recorded.sample(0).toArray();
    damaged[3] ^= 0x10; // one channel more, checksum as before

    assertThat(codec.inspect(format, recorded.sample(0))).isSameAs(Inspection.KEY);
    assertThat(codec.inspect(format, Bytes.copyOf(damaged))).isInstanceOf(Inspection.Invalid.class);
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @Test
  void theSampleEntryHoldsTheBlock() {
    assertThat(codec.sampleEntry(recorded.format(codec)).toHex())
        .contains("664c6143", "0001" + "0010", "64664c61" + BOX + information);
    assertThat(codec.ts()).isEmpty();
  }
}
