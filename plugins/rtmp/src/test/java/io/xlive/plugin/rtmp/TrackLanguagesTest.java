package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackLanguagesTest {
  private static final String FIRST = "af 00 1190";
  private static final String SECOND = "95 00 6d703461 01 1190";

  @Test
  void metadataBeforeTheTracksNamesThem() {
    MediaLog log = new MediaLog();
    metadata(log, "1", "pt-BR");
    assertThat(language(log.audio(0, FIRST).audio(0, "af 01 aa"))).isEmpty();
    assertThat(language(log.audio(0, SECOND).audio(0, "95 01 6d703461 01 aa"))).contains("pt-BR");
  }

  @Test
  void metadataBehindTheStartNamesThemFromThenOnAndTheSameAgainChangesNothing() {
    MediaLog log = new MediaLog();
    assertThat(language(log.audio(0, FIRST).audio(0, "af 01 aa"))).isEmpty();
    metadata(log, "0", "de");
    TrackFormat german = log.audio(21, "af 01 aa").last().format();
    assertThat(language(log)).contains("de");
    metadata(log, "0", "de");
    assertThat(log.audio(42, "af 01 aa").last().format()).isSameAs(german);
    metadata(log, "0", "en");
    assertThat(language(log.audio(63, "af 01 aa"))).contains("en");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "en\"", "en\n#EXT-X-ENDLIST", "abcdefghi", "de-", "../en", "de_DE"})
  void whatIsNoTagIsLeftOut(String hostile) {
    MediaLog log = new MediaLog();
    metadata(log, "0", hostile);
    assertThat(language(log.audio(0, FIRST).audio(0, "af 01 aa"))).isEmpty();
    assertThat(log.problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "255, true",
    "256, false",
    "-1, false",
    "00, false",
    "1e1, false",
    "9999999999, false"
  })
  void trackIdsHaveEightBits(String id, boolean taken) {
    AmfValue map = AmfValue.ObjectValue.builder().put(id, track("de")).object();
    AmfValue metadata = AmfValue.ObjectValue.builder().put("audioTrackIdInfoMap", map).object();
    assertThat(TrackLanguages.of(metadata).isEmpty()).isNotEqualTo(taken);
  }

  private static void metadata(MediaLog log, String id, String language) {
    AmfValue map = AmfValue.ObjectValue.builder().put(id, track(language)).array();
    AmfValue metadata = AmfValue.ObjectValue.builder().put("audioTrackIdInfoMap", map).array();
    log.message(
        MessageType.DATA_AMF0,
        0,
        Amf0Writer.encode(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), metadata));
  }

  private static AmfValue track(String language) {
    return AmfValue.ObjectValue.builder().put("language", language).put("channels", 2).object();
  }

  private static Optional<String> language(MediaLog log) {
    return ((FormatDetails.Audio) log.last().format().details()).language();
  }
}
