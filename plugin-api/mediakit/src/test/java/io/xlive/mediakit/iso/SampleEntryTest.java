package io.xlive.mediakit.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.media.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleEntryTest {
  @Test
  void aVideoEntryHoldsSizeAspectColourAndTheCodecsBox() {
    assertThat(BoxReader.dump(Samples.codec(Samples.VIDEO).sampleEntry(Samples.VIDEO)))
        .isEqualTo(
            """
            avc1 [177]
              avcC [12] 0164001f
              pasp [16] 000000100000000f
              colr [19] 6e636c7800090010000980
              mdcv [32] 000000000000000000000000000000000000000000000000
              clli [12] 03e80190
            """);
    Bytes entry = Samples.codec(Samples.VIDEO).sampleEntry(Samples.VIDEO);
    assertThat(entry.u16(8 + 6)).as("data_reference_index").isEqualTo(1);
    assertThat(entry.u16(8 + 24)).as("width").isEqualTo(720);
    assertThat(entry.u16(8 + 26)).as("height").isEqualTo(576);
  }

  @Test
  void anAudioEntryHoldsChannelsRateAndDescriptors() {
    Bytes entry = Samples.codec(Samples.AUDIO).sampleEntry(Samples.AUDIO);
    assertThat(BoxReader.dump(entry))
        .isEqualTo(
            """
            mp4a [87]
              esds [51] 00000000038080802200000004808080144015000000000000000000000005808080021190068080800102
            """);
    assertThat(entry.u16(8 + 16)).as("channels").isEqualTo(2);
    assertThat(entry.u16(8 + 18)).as("bits").isEqualTo(16);
    assertThat(entry.u32(8 + 24)).as("rate, 16.16").isEqualTo(48_000L << 16);
  }

  @Test
  void ratesAbove16BitsAreHalvedOrLeftOut() {
    assertThat(AudioSampleEntry.rateField(65_535)).isEqualTo(65_535);
    assertThat(AudioSampleEntry.rateField(65_536)).isEqualTo(32_768);
    assertThat(AudioSampleEntry.rateField(96_000)).isEqualTo(48_000);
    assertThat(AudioSampleEntry.rateField(192_000)).isEqualTo(48_000);
    assertThat(AudioSampleEntry.rateField(65_537)).isZero();
  }

  @Test
  void theWrongKindIsRefused() {
    assertThatThrownBy(() -> VisualSampleEntry.of("avc1", Samples.AUDIO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AudioSampleEntry.of("mp4a", Samples.VIDEO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BoxWriter().box("abc", w -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBitRateBoxIsThreeNumbers() {
    assertThat(BoxReader.dump(new BitRate(1, 2, 3).bytes()))
        .isEqualTo("btrt [20] 000000010000000200000003\n");
    assertThat(Samples.audio(Optional.empty(), 44_100)).isNotNull();
  }
}
