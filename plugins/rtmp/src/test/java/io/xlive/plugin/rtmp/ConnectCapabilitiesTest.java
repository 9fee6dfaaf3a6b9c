package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.spi.media.TrackKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectCapabilitiesTest {
  @Test
  void aPlainClientHasNoneAndIsAnsweredAsEver() {
    AmfValue.Keyed connect =
        AmfValue.ObjectValue.builder().put("app", "live").put("videoFunction", 6).object();
    assertThat(ConnectCapabilities.of(connect)).isEqualTo(PlayerCapabilities.PLAIN);
    AmfValue.Builder answer = AmfValue.ObjectValue.builder();
    ConnectCapabilities.answer(connect, FlvTestCodec.all(), answer);
    assertThat(answer.object().properties()).isEmpty();
  }

  @Test
  void readsTheListOfVersion1ForAudioAndVideo() {
    FlvCapabilities some = ConnectCapabilities.of(list("av01", "Hvc1", "Opus")).flv();
    assertThat(some.takes(TrackKind.VIDEO, "av01")).isTrue();
    assertThat(some.takes(TrackKind.VIDEO, "hvc1")).isTrue();
    assertThat(some.takes(TrackKind.AUDIO, "Opus")).isTrue();
    assertThat(some.takes(TrackKind.VIDEO, "vp09")).isFalse();
    assertThat(some.multitrack()).isFalse();
    FlvCapabilities any = ConnectCapabilities.of(list("*")).flv();
    assertThat(any.takes(TrackKind.VIDEO, "vvc1")).isTrue();
    assertThat(any.takes(TrackKind.AUDIO, "fLaC")).isTrue();
  }

  @Test
  void readsTheMapsOfVersion2() {
    AmfValue.Keyed connect =
        AmfValue.ObjectValue.builder()
            .put(
                "videoFourCcInfoMap",
                AmfValue.ObjectValue.builder()
                    .put("vp09", 1)
                    .put("av01", 2)
                    .put("hvc1", 4)
                    .object())
            .put("audioFourCcInfoMap", AmfValue.ObjectValue.builder().put("*", 4).object())
            .put("capsEx", 2 + 8)
            .put("videoFunction", 2)
            .object();
    PlayerCapabilities declared = ConnectCapabilities.of(connect);
    FlvCapabilities capabilities = declared.flv();
    assertThat(capabilities.takes(TrackKind.VIDEO, "vp09")).isTrue();
    assertThat(capabilities.takes(TrackKind.VIDEO, "av01")).isFalse(); // can only encode it
    assertThat(capabilities.takes(TrackKind.VIDEO, "hvc1")).isTrue();
    assertThat(capabilities.takes(TrackKind.AUDIO, "ec-3")).isTrue();
    assertThat(capabilities.multitrack()).isTrue();
    assertThat(capabilities.modEx()).isFalse();
    assertThat(capabilities.nanoOffset()).isTrue();
    assertThat(declared.reconnect()).isFalse();
    assertThat(capabilities.colorMetadata()).isTrue();
    assertThat(capabilities.multichannel()).isTrue();
  }

  @Test
  void answersWithWhatIsLoaded() {
    AmfValue.Builder builder = AmfValue.ObjectValue.builder();
    ConnectCapabilities.answer(list("*"), FlvTestCodec.all(), builder);
    AmfValue.Keyed answer = builder.object();
    assertThat(((AmfValue.StrictArray) answer.property("fourCcList").orElseThrow()).values())
        .contains(AmfValue.of("avc1"), AmfValue.of("fLaC"))
        .hasSize(10);
    assertThat(answer.keyed("videoFourCcInfoMap").orElseThrow().properties())
        .containsOnlyKeys("av01", "avc1", "hvc1", "vp09");
    assertThat(answer.keyed("audioFourCcInfoMap").orElseThrow().number("Opus")).hasValue(4);
    assertThat(answer.number("capsEx")).hasValue(15);
  }

  @Test
  void whoTakesNoEnhancedAudioTakesNoLayoutOfChannels() {
    AmfValue.Keyed pictures =
        AmfValue.ObjectValue.builder()
            .put("videoFourCcInfoMap", AmfValue.ObjectValue.builder().put("*", 4).object())
            .object();
    assertThat(ConnectCapabilities.of(pictures).flv().multichannel()).isFalse();
    assertThat(ConnectCapabilities.of(list("Opus")).flv().multichannel()).isTrue();
  }

  @Test
  void survivesNonsense() {
    AmfValue.Keyed connect =
        AmfValue.ObjectValue.builder()
            .put(
                "fourCcList",
                new AmfValue.StrictArray(
                    List.of(AmfValue.NULL, AmfValue.of("too long"), AmfValue.of(1))))
            .put("videoFourCcInfoMap", "no map")
            .put("audioFourCcInfoMap", AmfValue.ObjectValue.builder().put("Opus", "x").object())
            .put("capsEx", Double.NaN)
            .object();
    assertThat(ConnectCapabilities.of(connect)).isEqualTo(PlayerCapabilities.PLAIN);
  }

  private static AmfValue.Keyed list(String... fourCcs) {
    List<AmfValue> values = java.util.Arrays.stream(fourCcs).map(AmfValue::of).toList();
    return AmfValue.ObjectValue.builder()
        .put("fourCcList", new AmfValue.StrictArray(values))
        .object();
  }
}
