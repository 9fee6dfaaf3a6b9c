package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.HdrColor;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.FakeCodecs;
import org.junit.jupiter.api.Test;

class HdrColorTest {
  private static final String KEY = "93 68766331 00000003 260100";
  private static final String DELTA = "a3 68766331 00000003 020100";

  /** BT.2020 primaries, 1000 and 0.0001 nits: the usual HDR10 master. */
  private static final Bytes MDCV =
      Bytes.ofHex("2134 9baa 1996 08fc 8a48 3908 3d13 4042 00989680 00000001");

  private static final Bytes CLLI = Bytes.ofHex("03e8 0190");

  @Test
  void buildsTheBoxesOfIso() {
    HdrColor color = HdrColor.of(colorInfo(1_000).object());
    assertThat(color.primaries()).isEqualTo(9);
    assertThat(color.transfer()).isEqualTo(16);
    assertThat(color.matrix()).isEqualTo(9);
    assertThat(color.masteringDisplay()).hasValue(MDCV);
    assertThat(color.contentLight()).hasValue(CLLI);
  }

  @Test
  void ignoresNumbersThatMakeNoSense() {
    AmfValue config =
        AmfValue.ObjectValue.builder()
            .put("colorPrimaries", 256)
            .put("transferCharacteristics", -1)
            .put("matrixCoefficients", Double.NaN)
            .object();
    for (double luminance : new double[] {-1, 70_000, Double.NaN, Double.POSITIVE_INFINITY}) {
      HdrColor color = HdrColor.of(colorInfo(luminance).put("colorConfig", config).object());
      assertThat(color.masteringDisplay()).isEmpty();
      assertThat(color.primaries()).isEqualTo(2);
      assertThat(color.transfer()).isEqualTo(2);
      assertThat(color.matrix()).isEqualTo(2);
    }
    assertThat(HdrColor.of(AmfValue.UNDEFINED)).isEqualTo(HdrColor.NONE);
    assertThat(HdrColor.of(AmfValue.ObjectValue.builder().object())).isEqualTo(HdrColor.NONE);
  }

  @Test
  void fillsInWhatTheBitStreamLeavesOpen() {
    MediaLog log = published(ColorDescription.of(2, 2, 2, true, 10));
    ColorDescription before = color(log);
    metadata(log, colorInfo(1_000).object());
    ColorDescription filled = color(log);
    assertThat(before.specified()).isFalse();
    assertThat(filled.videoRange()).isEqualTo("PQ");
    assertThat(filled.fullRange()).isTrue();
    assertThat(filled.bitDepth()).isEqualTo(10);
    assertThat(filled.masteringDisplay()).hasValue(MDCV);
    metadata(log, AmfValue.UNDEFINED);
    assertThat(color(log)).isEqualTo(before);
    assertThat(log.problems).isEmpty();
  }

  @Test
  void leavesTheBitStreamTheLastWord() {
    MediaLog log = published(ColorDescription.of(1, 1, 1, false, 8));
    metadata(log, colorInfo(1_000).object());
    assertThat(color(log).videoRange()).isEqualTo("SDR");
    assertThat(color(log).contentLight()).hasValue(CLLI);
  }

  @Test
  void keyFramesSayMoreThanTheirConfiguration() {
    ColorDescription plain = ColorDescription.of(9, 14, 9, false, 10);
    MediaLog log = new MediaLog(new FakeCodecs(FlvTestCodec.HEVC.colored(plain)));
    log.video(0, "90 68766331 01").video(0, KEY + "9312");
    assertThat(color(log).videoRange()).as("from the first frame on").isEqualTo("HLG");
    TrackFormat hlg = log.last().format();
    log.video(40, DELTA + "9310").video(80, KEY + "9312").video(120, KEY);
    log.video(160, "90 68766331 01").video(160, KEY);
    log.video(200, "90 68766331 02").video(200, KEY);
    assertThat(log.frames.subList(1, log.frames.size() - 1))
        .as("other frames, the same again, silence, the same configuration again")
        .allSatisfy(frame -> assertThat(frame.format()).isSameAs(hlg));
    assertThat(color(log)).as("a configuration of the same colour").isEqualTo(color(hlg));
    log.video(240, KEY + "9310");
    assertThat(color(log).videoRange()).isEqualTo("PQ");
    assertThat(log.problems).isEmpty();
  }

  @Test
  void keyFramesHaveTheLastWord() {
    MediaLog log = published(ColorDescription.of(2, 2, 2, true, 10));
    metadata(log, colorInfo(1_000).object());
    assertThat(color(log).videoRange()).isEqualTo("PQ");
    log.video(40, KEY + "9312");
    assertThat(color(log).videoRange()).isEqualTo("HLG");
    assertThat(color(log).masteringDisplay()).as("which they leave open").hasValue(MDCV);
    metadata(log, AmfValue.UNDEFINED);
    assertThat(color(log).videoRange()).isEqualTo("HLG");
  }

  @Test
  void anotherCodecBeginsWithoutTheColorOfTheOne() {
    MediaLog log = new MediaLog();
    log.video(0, "90 68766331 01").video(0, KEY + "9312");
    assertThat(color(log).videoRange()).isEqualTo("HLG");
    log.video(40, "90 61766331 01").video(40, "93 61766331 00000002 6501");
    assertThat(log.last().format().codec()).isEqualTo(FlvTestCodec.H264.id());
    assertThat(color(log)).isEqualTo(ColorDescription.UNSPECIFIED);
  }

  @Test
  void readsBackWhatItWrites() {
    ColorDescription color =
        HdrColor.of(colorInfo(1_000).object()).merge(ColorDescription.of(2, 2, 2, false, 10));
    assertThat(
            HdrColor.of(HdrColor.write(color).orElseThrow())
                .merge(ColorDescription.of(2, 2, 2, false, 10)))
        .isEqualTo(color);
    assertThat(HdrColor.write(ColorDescription.UNSPECIFIED)).isEmpty();
  }

  static AmfValue.Builder colorInfo(double maxLuminance) {
    return AmfValue.ObjectValue.builder()
        .put(
            "colorConfig",
            AmfValue.ObjectValue.builder()
                .put("bitDepth", 10)
                .put("colorPrimaries", 9)
                .put("transferCharacteristics", 16)
                .put("matrixCoefficients", 9)
                .object())
        .put(
            "hdrCll",
            AmfValue.ObjectValue.builder().put("maxFall", 400).put("maxCLL", 1_000).object())
        .put(
            "hdrMdcv",
            AmfValue.ObjectValue.builder()
                .put("redX", 0.708)
                .put("redY", 0.292)
                .put("greenX", 0.17)
                .put("greenY", 0.797)
                .put("blueX", 0.131)
                .put("blueY", 0.046)
                .put("whitePointX", 0.3127)
                .put("whitePointY", 0.329)
                .put("maxLuminance", maxLuminance)
                .put("minLuminance", 0.0001)
                .object());
  }

  private static ColorDescription color(TrackFormat format) {
    return ((FormatDetails.Video) format.details()).color();
  }

  private static MediaLog published(ColorDescription color) {
    MediaLog log = new MediaLog(new FakeCodecs(FlvTestCodec.HEVC.colored(color)));
    return log.video(0, "90 68766331 01").video(0, "93 68766331 00000003260100");
  }

  private static void metadata(MediaLog log, AmfValue colorInfo) {
    log.message(
        MessageType.VIDEO,
        0,
        new BytesBuilder()
            .bytes(Bytes.ofHex("94 68766331"))
            .bytes(Amf0Writer.encode(AmfValue.of("colorInfo"), colorInfo))
            .build());
    log.video(0, "93 68766331 00000003260100");
  }

  private static ColorDescription color(MediaLog log) {
    return ((FormatDetails.Video) log.last().format().details()).color();
  }
}
