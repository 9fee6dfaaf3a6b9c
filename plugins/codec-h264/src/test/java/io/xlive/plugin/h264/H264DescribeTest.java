package io.xlive.plugin.h264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ratio;
import io.xlive.testkit.RecordedSamples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Configuration records; the expected values are what ffprobe says of the files that they come
 * from.
 */
class H264DescribeTest {
  private final Codec codec = H264Codec.create();

  @ParameterizedTest
  @CsvSource({
    "avc1.64001f, 800, 640, 64, 45, 30, 1,"
        + "0164001fffe1001d6764001facd900c8146ffc010000b440000003004000000f23c60c658001000568ef9cb22cfdf8f800",
    "avc1.4d400d, 416, 234, 1, 1, 0, 1,"
        + "014d400dffe10017274d400da918343ff2600d418041adb7a0d0265ef7c04001000428de0988",
    "avc1.64001f, 720, 1080, 1, 1, 30000, 1001,"
        + "0164001fffe100196764001facd940b4089f97011000003e90000ea600f183196001000668ebe3cb22c0fdf8f800",
    "avc1.4d400c, 180, 144, 1, 1, 25, 1,"
        + "014d400cffe10018674d400cecc1827cfe0220000003002000000641e285334001000568e97b2c80",
    "avc1.640020, 768, 320, 1, 1, 25, 1,"
        + "01640020ffe1001967640020acd940c029b011000003000100000300320f18319601000568ebecb22c",
    "avc1.42c01e, 640, 360, 1, 1, 25, 1,"
        + "0142c01effe100196742c01ed890280bfe5c0440000003004000000c83c58b898001000568c888cb20",
  })
  void readsRealRecords(
      String string, int width, int height, int sarX, int sarY, int rate, int base, String hex) {
    FormatDetails.Video video = video(Bytes.ofHex(hex));

    assertThat(video.codecString()).isEqualTo(string);
    assertThat(video.width()).isEqualTo(width);
    assertThat(video.height()).isEqualTo(height);
    assertThat(video.aspect()).isEqualTo(new Ratio(sarX, sarY));
    // 0: the parameter set has no timing, what ffprobe says there comes from time stamps
    assertThat(video.frameRate())
        .isEqualTo(rate == 0 ? Optional.empty() : Optional.of(new Ratio(rate, base)));
    assertThat(video.interlaced()).isFalse();
  }

  @Test
  void readsColourAndOddCropping() {
    FormatDetails.Video video = video(RecordedSamples.of(getClass(), "h264.txt").config());

    assertThat(video.width()).isEqualTo(98);
    assertThat(video.height()).isEqualTo(66);
    assertThat(video.codecString()).isEqualTo("avc1.42c00a");
    assertThat(video.color().primaries()).isEqualTo(2);
    assertThat(video.color().transfer()).isEqualTo(2);
    assertThat(video.color().matrix()).isEqualTo(1);
  }

  @Test
  void doublesTheHeightOfFieldsAndCropsInFieldUnits() {
    FormatDetails.Video video = video(record(interlaced1080()));

    assertThat(video.width()).isEqualTo(1920);
    assertThat(video.height()).isEqualTo(1080);
    assertThat(video.interlaced()).isTrue();
    assertThat(video.frameRate()).isEqualTo(Optional.empty());
    assertThat(video.color().bitDepth()).isEqualTo(10);
  }

  @Test
  void takesParameterSetsWithStartCodesForASequenceStart() {
    Bytes record = RecordedSamples.of(getClass(), "h264.txt").config();
    AvcConfig parsed = AvcConfig.parse(record);
    Bytes annexB =
        Bytes.ofHex(
            "00000001"
                + parsed.sps().getFirst().toHex()
                + "000001"
                + parsed.pps().getFirst().toHex());

    assertThat(codec.configFromSequenceStart(annexB)).isEqualTo(record);
  }

  @Test
  void writesTheFieldsOfHighProfiles() {
    Bytes made = record(interlaced1080());

    // chroma 4:2:0, ten bits, ten bits, no extensions
    assertThat(made.from(made.length() - 4)).isEqualTo(Bytes.ofHex("fd fa fa 00"));
    assertThat(AvcConfig.parse(made).pps()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "01, too short",
    "0242c01effe100196742c01ed890280bfe5c0440000003004000000c83c58b898001000568c888cb20, version 2",
    "0142c01efee100196742c01ed890280bfe5c0440000003004000000c83c58b898001000568c888cb20, three"
        + " bytes",
    "0142c01effe100ff6742c01ed890280bfe5c0440000003004000000c83c58b898001000568c888cb20, past the"
        + " end",
    "0142c01effe000, no SPS",
    "0142c01effe100196742c01ed890280bfe5c0440000003004000000c83c58b898000, no PPS",
    "0142c01effe100056742c01ed801000568c888cb20, SPS cut off",
  })
  void refusesWhatIsNoRecord(String hex, String why) {
    assertThatThrownBy(() -> codec.describe(Bytes.ofHex(hex)))
        .as(why)
        .isInstanceOf(XliveException.class);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024, true", "1025, 16, false", "16, 1025, false"})
  void boundsThePictureSize(int columns, int rows, boolean fine) {
    Bytes sps = baseline(columns, rows);
    if (fine) {
      assertThat(video(record(sps)).width()).isEqualTo(16_384);
    } else {
      assertThatThrownBy(() -> record(sps)).isInstanceOf(XliveException.class);
    }
  }

  private FormatDetails.Video video(Bytes config) {
    return (FormatDetails.Video) codec.describe(config);
  }

  private static Bytes record(Bytes sps) {
    return AvcConfig.write(4, List.of(sps), List.of(Bytes.ofHex("68c888cb20")));
  }

  private static Bytes baseline(int columns, int rows) {
    return new BitWriter()
        .bits(0x67, 8)
        .bits(66, 8)
        .bits(0, 8)
        .bits(30, 8)
        .ue(0)
        .ue(0)
        .ue(2)
        .ue(1)
        .bits(0, 1)
        .ue(columns - 1)
        .ue(rows - 1)
        .bits(0b1_1_0_0, 4) // frames only, direct 8x8, no cropping, no VUI
        .bits(1, 1)
        .build();
  }

  /** High 10 of fields, 1920x1088 cropped by two units of four lines. */
  private static Bytes interlaced1080() {
    return new BitWriter()
        .bits(0x67, 8)
        .bits(110, 8)
        .bits(0, 8)
        .bits(41, 8)
        .ue(0)
        .ue(1) // 4:2:0
        .ue(2)
        .ue(2) // ten bits
        .bits(0b0_0, 2) // no bypass, no scaling matrix
        .ue(0)
        .ue(0)
        .ue(2)
        .ue(4)
        .bits(0, 1)
        .ue(119)
        .ue(33)
        .bits(0b0_1_1_1, 4) // fields, MBAFF, direct 8x8, cropping
        .ue(0)
        .ue(0)
        .ue(0)
        .ue(2)
        .bits(0b0_1, 2) // no VUI, stop bit
        .build();
  }
}
