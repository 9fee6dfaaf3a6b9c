package io.xlive.plugin.vp9;

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

/**
 * Expected values are what ffprobe says of the recording, and the box that ffmpeg writes for it.
 */
class Vp9CodecTest {
  private static final String BOX = "01000000000a820202020000";

  private final Vp9Codec codec = new Vp9Codec();
  private final RecordedSamples recorded = RecordedSamples.of(getClass(), "vp9.txt");
  private final TrackFormat unsized = recorded.format(codec);

  @Test
  void theFirstKeyFrameTellsThePictureSize() {
    Inspection.Valid valid = (Inspection.Valid) codec.inspect(unsized, recorded.sample(0));

    TrackFormat format = RecordedSamples.format(codec, valid.config().orElseThrow());
    FormatDetails.Video video = (FormatDetails.Video) format.details();
    assertThat(video.codecString()).isEqualTo("vp09.00.10.08");
    assertThat(video.width()).isEqualTo(98);
    assertThat(video.height()).isEqualTo(66);
    assertThat(codec.inspect(format, recorded.sample(0))).isSameAs(Inspection.KEY);
    assertThat(codec.inspect(format, recorded.sample(1))).isNotSameAs(Inspection.KEY);
  }

  @Test
  void theSizeStaysInside() {
    Bytes sized =
        ((Inspection.Valid) codec.inspect(unsized, recorded.sample(0))).config().orElseThrow();

    assertThat(codec.sequenceStart(sized)).isEqualTo(Bytes.ofHex(BOX));
    assertThat(codec.sampleEntry(RecordedSamples.format(codec, sized)).toHex())
        .contains("76703039", "00620042", "00000014" + "76706343" + BOX);
  }

  @Test
  void takesTheBareRecordToo() {
    assertThat(codec.configFromSequenceStart(Bytes.ofHex(BOX.substring(8))))
        .isEqualTo(Bytes.ofHex(BOX));
  }

  @Test
  void makesARecordFromAKeyFrame() {
    assertThat(codec.configFromSample(recorded.sample(0)))
        .isEqualTo(((Inspection.Valid) codec.inspect(unsized, recorded.sample(0))).config());
    assertThat(codec.configFromSample(recorded.sample(1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "01000000021fa30910090000, vp09.02.31.10.01.09.16.09.01",
    "01000000000a820101010000, vp09.00.10.08",
    "01000000010a860202020000, vp09.01.10.08.03.02.02.02.00",
  })
  void writesTheCodecString(String hex, String string) {
    assertThat(codec.describe(Bytes.ofHex(hex)).codecString()).isEqualTo(string);
  }

  @Test
  void seesThatNothingRefersToAFrame() {
    // inter frames that are shown: marker 10, profile 0, shown, no reset; refresh flags 1 and 0
    assertThat(codec.inspect(unsized, Bytes.ofHex("86 00 40 92"))).isSameAs(Inspection.DELTA);
    assertThat(codec.inspect(unsized, Bytes.ofHex("86 00 00 92"))).isSameAs(Inspection.DISPOSABLE);
    assertThat(codec.inspect(unsized, Bytes.ofHex("88"))).isSameAs(Inspection.DISPOSABLE);
  }

  @Test
  void readsSuperframes() {
    Bytes hidden = Bytes.ofHex("84 00 40 92");
    Bytes shown = Bytes.ofHex("86 00 00 92");
    Bytes both =
        new BytesBuilder().bytes(hidden).bytes(shown).bytes(Bytes.ofHex("c1 04 04 c1")).build();
    Bytes tooLong =
        new BytesBuilder().bytes(hidden).bytes(shown).bytes(Bytes.ofHex("c1 04 05 c1")).build();

    assertThat(Superframe.frames(both)).containsExactly(hidden, shown);
    assertThat(codec.inspect(unsized, both)).isSameAs(Inspection.DELTA);
    assertThat(codec.inspect(unsized, tooLong)).isInstanceOf(Inspection.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "82498343", "8249834200", "c0", "b8"})
  void callsGarbageInvalid(String hex) {
    assertThat(codec.inspect(unsized, Bytes.ofHex(hex))).isInstanceOf(Inspection.Invalid.class);
    assertThat(codec.inspect(unsized, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01000000000a8202020200",
        "01000000040a820202020000",
        "01000000000a920202020000",
        "01000000000a82020202000000000010",
        "01000000000a82020202000040010010"
      })
  void refusesWhatIsNoRecord(String hex) {
    assertThatThrownBy(() -> codec.describe(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
  }
}
