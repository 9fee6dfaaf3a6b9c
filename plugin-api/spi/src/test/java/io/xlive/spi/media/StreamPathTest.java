package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPathTest {
  private static final String LONGEST = "x".repeat(128);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live/cam1",
        "a/b/c/d/e",
        "live/a.b",
        "live/~_-",
        "live/-",
        "live/Index",
        "x/api",
        "APIs/x",
        "a/x.m3u8",
        "wida/wida"
      })
  void takesNames(String text) {
    assertThat(StreamPath.parse(text).orElseThrow()).hasToString(text);
    assertThat(StreamPath.parse("/" + text)).contains(StreamPath.parse(text).orElseThrow());
    assertThat(StreamPath.parse("/" + text + "/")).contains(StreamPath.parse(text).orElseThrow());
  }

  @Test
  void lengthIsBoundedPerLevelAndLevelsInNumber() {
    assertThat(StreamPath.parse(LONGEST + "/" + LONGEST)).isPresent();
    assertThat(StreamPath.parse("a/" + LONGEST + "x")).isEmpty();
    assertThat(StreamPath.parse(LONGEST + "x/a")).isEmpty();
    assertThat(StreamPath.parse((LONGEST + "/").repeat(4) + "a")).isPresent();
    assertThat(StreamPath.parse((LONGEST + "/").repeat(5) + "a")).isEmpty();
    assertThat(StreamPath.parse("a/b/c/d/e/f")).isEmpty();
    assertThat(StreamPath.parse("a/".repeat(1_000_000) + "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "live",
        "/live",
        "live//",
        "live//cam",
        "//live/cam",
        "live/cam//",
        "/live/cam//",
        "live/.hidden",
        ".live/cam",
        "live/..",
        "../etc/passwd",
        "live/a..b",
        "live/a/../b",
        "live/cam 1",
        "live/cam%2e",
        "live/cam\u0000",
        "live/cam\n",
        "live/cam\\x",
        "live/<img onerror>",
        "live/caf\u00e9",
        "live/cam?key=x",
        "live/a,b",
        "live/a:b",
        "live/\u202ecam",
        "live/a;b",
        "C:/x",
        "live/\uD83D\uDE00",
        "live/*"
      })
  void refusesHostileNames(String text) {
    assertThat(StreamPath.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api/x",
        "console/x",
        "watch/x",
        "health/x",
        "metrics/x",
        "stats/x",
        "streams/x",
        "login/x",
        "logout/x",
        "refresh/x",
        "openapi/x",
        "assets/x",
        "demo/x",
        "embed/x",
        "whip/x",
        "whep/x",
        "live/index",
        "live/playlist",
        "live/master",
        "live/main",
        "live/ts"
      })
  void refusesNamesThatTheServerNeeds(String text) {
    assertThat(StreamPath.parse(text)).isEmpty();
  }

  @Test
  void cannotBeMadeInvalid() {
    assertThatThrownBy(() -> new StreamPath("live", "../x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamPath("", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThat(StreamPath.of("live", "a/b")).as("a name is one level").isEmpty();
  }
}
