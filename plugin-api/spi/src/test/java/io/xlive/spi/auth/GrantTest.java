package io.xlive.spi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.StreamPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
  @ParameterizedTest
  @CsvSource({
    "publish:live/cam1, live/cam1,     true",
    "publish:live/cam1, live/cam12,    false",
    "publish:live/cam1, live/cam1/x,   false",
    "publish:live/*,    live/cam1,     true",
    "publish:live/*,    live/a/b/c,    true",
    "publish:live/*,    alive/cam1,    false",
    "publish:live/*,    live2/cam1,    false",
    "publish:*/cam1,    live/cam1,     true",
    "publish:*/cam1,    live/a/cam1,   false",
    "publish:*/x/*,     live/x/cam1,   true",
    "publish:*/x/*,     live/y/cam1,   false",
    "publish:*,         live/cam1,     true",
    "publish,           live/cam1,     true",
    "admin,             live/cam1,     true",
    "admin:live/*,      event/cam1,    false",
    "play:*,            live/cam1,     false",
    "publish:cam*,      cam1/a,        false",
    "publish:LIVE/*,    live/cam1,     false",
    "publish:live,      live/cam1,     false",
    "publish:live/,     live/cam1,     false"
  })
  void allowsToPublishWhatItsPatternMatches(String group, String path, boolean allowed) {
    Grant grant = Grant.parse(group).orElseThrow();
    assertThat(grant.allows(Permission.PUBLISH, StreamPath.parse(path).orElseThrow()))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "publish:",
        ":live/*",
        "Publish:live/*",
        "publisher",
        "team-a",
        " publish"
      })
  void othersAreGroupsAndNoGrants(String group) {
    assertThat(Grant.parse(group)).isEmpty();
  }

  @Test
  void aRightOnTheServerNeedsNoNarrowerPattern() {
    assertThat(Grant.parse("observe").orElseThrow().allows(Permission.OBSERVE)).isTrue();
    assertThat(Grant.parse("observe:live/*").orElseThrow().allows(Permission.OBSERVE)).isFalse();
    assertThat(Grant.parse("admin").orElseThrow().allows(Permission.MANAGE)).isTrue();
    assertThat(Grant.parse("manage").orElseThrow().allows(Permission.ADMIN)).isFalse();
  }

  @Test
  void writesItselfAsItIsRead() {
    for (String text : new String[] {"publish:live/*", "play:*", "admin:*"}) {
      assertThat(Grant.parse(text).orElseThrow()).hasToString(text);
    }
  }

  @Test
  void credentialsNeverShowThemselves() {
    StreamKeyCredential key = new StreamKeyCredential("topsecret");
    TokenCredential token = new TokenCredential("topsecret");
    assertThat(key.toString() + token).doesNotContain("topsecret");
    assertThat(key.isValid()).isTrue();
    key.clear();
    assertThat(key.isValid()).isFalse();
    assertThat(key.key()).doesNotContain("topsecret");
  }
}
