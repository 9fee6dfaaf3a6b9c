package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.media.StreamPath;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderRuleTest {
  @ParameterizedTest
  @CsvSource({
    "live/{name}_{rendition}, live/cam1_720, live/cam1, 720",
    "live/{name}_{rendition}, live/cam_1_480p, live/cam_1, 480p",
    "live/{name}_{rendition}, live/cam1_HIGH, live/cam1, high",
    "live/{name}_{rendition}, live/cam1_a-b-c-d-e-fg, live/cam1, a-b-c-d-e-fg",
    "*/{name}-{rendition}, any/app/cam1-720, any/app/cam1, 720",
    "a/b/tv-{name}.{rendition}.x, a/b/tv-one.hd.x, a/b/one, hd",
  })
  void renditionsOfAProgramme(String rule, String stream, String programme, String rendition) {
    assertThat(LadderRule.parse(rule).match(path(stream)))
        .contains(new LadderRule.Rung(path(programme), rendition));
  }

  @ParameterizedTest
  @CsvSource({
    "live/{name}_{rendition}, live/cam1",
    "live/{name}_{rendition}, live/_720",
    "live/{name}_{rendition}, live/cam1_",
    "live/{name}_{rendition}, other/cam1_720",
    "live/{name}_{rendition}, live/cam1_a--b",
    "live/{name}_{rendition}, live/cam1_-a",
    "live/{name}_{rendition}, live/cam1_a.b",
    "live/{name}_{rendition}, live/cam1_abcdefghijklm",
    "live/tv-{name}.{rendition}.x, live/tv-.x",
  })
  void others(String rule, String stream) {
    assertThat(LadderRule.parse(rule).match(path(stream))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "live",
        "live/{name}",
        "live/{name}{rendition}",
        "{name}_{rendition}",
        "live/{rendition}_{name}",
        "live/{name}_{rendition}/x",
        "li ve/{name}_{rendition}"
      })
  void whatIsNoRule(String text) {
    assertThatThrownBy(() -> LadderRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("live/{name}_{rendition}");
  }

  @Test
  void aReservedNameIsNoProgramme() {
    assertThat(LadderRule.parse("live/{name}_{rendition}").match(path("live/index_720"))).isEmpty();
  }

  private static StreamPath path(String text) {
    return StreamPath.parse(text).orElseThrow();
  }
}
