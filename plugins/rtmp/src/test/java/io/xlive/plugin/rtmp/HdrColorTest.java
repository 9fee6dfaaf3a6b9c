package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.HdrColor;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.testkit.FakeCodecs;
import org.junit.jupiter.api.Test;

class HdrColorTest {
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
