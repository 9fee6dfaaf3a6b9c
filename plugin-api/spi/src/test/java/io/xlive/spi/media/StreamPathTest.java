package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
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

  /** The rule as one expression, without the server's own names. */
  private static final Pattern RULE =
      Pattern.compile(
          "/?(?!.*\\.\\.)[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}){1,4}/?",
          Pattern.DOTALL);

  @Test
  void takesExactlyWhatTheRuleDescribes() {
    Random random = new Random(1);
    String letters = "aZ0._~-//..\n\u00e9, \uD83D%";
    int taken = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder("ab/c");
      for (int edits = random.nextInt(8); edits > 0; edits--) {
        char letter = letters.charAt(random.nextInt(letters.length()));
        text.insert(
            random.nextInt(text.length() + 1),
            random.nextInt(16) > 0 ? String.valueOf(letter) : "x".repeat(random.nextInt(120, 130)));
      }
      boolean expected = RULE.matcher(text).matches();
      taken += expected ? 1 : 0;
      assertThat(StreamPath.parse(text.toString()).isPresent()).as("%s", text).isEqualTo(expected);
    }
    assertThat(taken).isBetween(20_000, 180_000);
  }
}
