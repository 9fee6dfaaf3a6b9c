package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"video", "audio-1", "a", "-", "0", "az09-", "zzzzzzzzzzzzzzzzzzzzzzzz"})
  void takesSmallLettersDigitsAndHyphens(String text) {
    assertThat(new TrackId(text)).hasToString(text);
    assertThat(new CodecId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "A", "Z", "a_b", "a.b", "a/b", "a b", "a\n", "\u00e9", "\u0661", "a`", "{", ":",
        "a,b", "\u0000"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> new TrackId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("track id must be 1..32 of [a-z0-9-]: " + text);
    assertThatThrownBy(() -> new CodecId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codec id must be 1..24 of [a-z0-9-]: " + text);
  }

  @Test
  void lengthIsBounded() {
    assertThat(new TrackId("a".repeat(32)).value()).hasSize(32);
    assertThatThrownBy(() -> new TrackId("a".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new CodecId("a".repeat(24)).value()).hasSize(24);
    assertThatThrownBy(() -> new CodecId("a".repeat(25)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
