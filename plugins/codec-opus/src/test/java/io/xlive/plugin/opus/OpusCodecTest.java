package io.xlive.plugin.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code dOps} contents are those that ffmpeg writes for these identification headers. */
class OpusCodecTest {
  private final OpusCodec codec = new OpusCodec();

  @ParameterizedTest
  @CsvSource({
    "opus.txt, 000201380000bb80000000, 2",
    "opus51.txt, 000601380000bb800000010402000401020305, 6",
  })
  void turnsTheIdentificationHeaderIntoABoxAndBack(String recording, String box, int channels) {
    Bytes head = RecordedSamples.of(getClass(), recording).config();

    Bytes config = codec.configFromSequenceStart(head);

    assertThat(config).isEqualTo(Bytes.ofHex(box));
    assertThat(codec.sequenceStart(config)).isEqualTo(head);
    FormatDetails.Audio audio = (FormatDetails.Audio) codec.describe(config);
    assertThat(audio.codecString()).isEqualTo("Opus");
    assertThat(audio.sampleRate()).isEqualTo(48_000);
    assertThat(audio.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4f707573486561640102380180bb00000000", // header one byte short
        "4f707573486561641102380180bb0000000000", // version of another major number
        "000001380000bb80000000", // no channel
        "000301380000bb80000000", // three channels of family 0
        "000601380000bb8000000104020004010203", // mapping cut off
        "000601380000bb800000010002000401020305", // no stream
      })
  void refusesWhatIsNoConfiguration(String hex) {
    assertThatThrownBy(() -> codec.describe(codec.configFromSequenceStart(Bytes.ofHex(hex))))
        .isInstanceOf(XliveException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opus.txt", "opus51.txt"})
  void everyPacketIsAKeyFrame(String recording) {
    RecordedSamples recorded = RecordedSamples.of(getClass(), recording);
    TrackFormat format = recorded.format(codec);

    assertThat(recorded.samples())
        .isNotEmpty()
        .allSatisfy(s -> assertThat(codec.inspect(format, s.payload())).isSameAs(Inspection.KEY));
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "00, true, one frame of nothing",
    "fc0102, true, one frame",
    "fd0102, true, two of one byte",
    "fd01, false, two of half a byte",
    "fe010203, true, two of different length",
    "fe05, false, first longer than the packet",
    "ff03010203, true, three of one byte",
    "ff00, false, no frame",
    "ff8301010102, true, three of which the last is empty",
    "ff8302020102, false, longer than the packet",
    "ff430201ff0000, false, padding longer than the packet",
    "ff4302010203 0000, true, padding",
    "ff06, true, 120 ms",
    "ff07, false, 140 ms",
  })
  void checksThePacking(String hex, boolean valid, String what) {
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("000201380000bb80000000"));

    assertThat(codec.inspect(format, Bytes.ofHex(hex)) == Inspection.KEY).as(what).isEqualTo(valid);
  }

  @Test
  void boundsAFrame() {
    TrackFormat format = RecordedSamples.format(codec, Bytes.ofHex("000201380000bb80000000"));

    assertThat(codec.inspect(format, new BytesBuilder().u8(0xFC).zeros(1275).build()))
        .isSameAs(Inspection.KEY);
    assertThat(codec.inspect(format, new BytesBuilder().u8(0xFC).zeros(1276).build()))
        .isInstanceOf(Inspection.Invalid.class);
  }

  @Test
  void theSampleEntryHoldsTheConfiguration() {
    TrackFormat format = RecordedSamples.of(getClass(), "opus.txt").format(codec);

    assertThat(codec.sampleEntry(format).toHex())
        .contains("4f707573", "0002" + "0010", "bb800000", "644f7073" + "000201380000bb80000000");
    assertThat(codec.ts()).isEmpty();
  }
}
