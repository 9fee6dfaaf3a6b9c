package io.xlive.plugin.av1;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are what ffprobe says of the recordings. */
class Av1CodecTest {
  private final Av1Codec codec = new Av1Codec();
  private final RecordedSamples recorded = RecordedSamples.of(getClass(), "av1.txt");
  private final TrackFormat format = recorded.format(codec);

  @ParameterizedTest
  @CsvSource({
    "av1.txt, av01.0.00M.10.0.110.09.16.09.0, 98, 66, 10, PQ",
    "av1svt.txt, av01.0.00M.08, 98, 66, 8, SDR",
  })
  void describes(String recording, String string, int width, int height, int depth, String range) {
    FormatDetails.Video video =
        (FormatDetails.Video) RecordedSamples.of(getClass(), recording).format(codec).details();

    assertThat(video.codecString()).isEqualTo(string);
    assertThat(video.width()).isEqualTo(width);
    assertThat(video.height()).isEqualTo(height);
    assertThat(video.color().bitDepth()).isEqualTo(depth);
    assertThat(video.color().videoRange()).isEqualTo(range);
  }

  @Test
  void agreesWithTheDemuxerAboutKeyFrames() {
    assertThat(recorded.samples())
        .allSatisfy(
            s ->
                assertThat(codec.inspect(format, s.payload()))
                    .isSameAs(s.key() ? Inspection.KEY : Inspection.DELTA));
  }

  @Test
  void makesTheRecordFromASequenceHeader() {
    assertThat(codec.configFromSample(recorded.sample(0))).contains(format.config());
    assertThat(codec.configFromSample(recorded.sample(1))).isEmpty();
  }

  @Test
  void anotherSequenceHeaderMakesAnotherFormat() {
    Bytes other = RecordedSamples.of(getClass(), "av1svt.txt").sample(0);

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, other);

    assertThat(valid.flags().key()).isTrue();
    assertThat(codec.describe(valid.config().orElseThrow()).codecString())
        .isEqualTo("av01.0.00M.08");
  }

  @Test
  void takesDelimitersAndPaddingOutAndSaysEachSize() {
    // delimiter, a frame with a size, padding, a frame without one
    Bytes sample = Bytes.ofHex("1200" + "3203300102" + "7a01ff" + "30300304");

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, sample);

    assertThat(valid.payload()).contains(Bytes.ofHex("3203300102" + "3203300304"));
    assertThat(valid.flags().key()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "320110, true, key frame that is shown",
    "320100, false, key frame that is not",
    "320130, false, inter frame",
    "320190, false, an existing one is shown",
    "1a0110, true, frame header of its own",
  })
  void onlyAShownKeyFrameIsOne(String hex, boolean key, String what) {
    assertThat(codec.inspect(format, Bytes.ofHex(hex)))
        .as(what)
        .isSameAs(key ? Inspection.KEY : Inspection.DELTA);
  }

  @Test
  void onlyDelimitersAreNothing() {
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
    assertThat(codec.inspect(format, Bytes.ofHex("1200"))).isSameAs(Inspection.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b20110", "3205", "34", "32ffffffffffffffffff01", "32", "0a0100320110"})
  void callsGarbageInvalid(String hex) {
    assertThat(codec.inspect(format, Bytes.ofHex(hex))).isInstanceOf(Inspection.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "81004c00", "01004c000a0d00000003361826d7ca81010482", "81004c000a0d0000"})
  void refusesWhatIsNoRecord(String hex) {
    assertThatThrownBy(() -> codec.describe(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
  }

  @Test
  void readsHdrFromMetadataOfTheRecord() {
    // content light 1000/400, then a display: red first, 0.5 everywhere, 1000 cd/m2, 1 cd/m2
    String lightUnit = "2a05" + "01" + "03e80190";
    String display = "2a19" + "02" + "8000".repeat(8) + "0003e800" + "00004000";
    Bytes config = Bytes.ofHex(format.config().toHex() + lightUnit + display);

    FormatDetails.Video video = (FormatDetails.Video) codec.describe(config);

    assertThat(video.color().contentLight()).contains(Bytes.ofHex("03e80190"));
    assertThat(video.color().masteringDisplay())
        .contains(Bytes.ofHex("61a8".repeat(8) + "00989680" + "00002710"));
  }

  @Test
  void theSampleEntryHoldsRecordAndColour() {
    assertThat(codec.sampleEntry(format).toHex())
        .contains(
            "61763031", "61763143" + format.config().toHex(), "6e636c78" + "000900100009" + "00");
    assertThat(codec.ts()).isEmpty();
  }
}
