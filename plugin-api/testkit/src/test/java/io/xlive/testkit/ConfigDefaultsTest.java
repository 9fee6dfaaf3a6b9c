package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.NoConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
  enum Mode {
    LOW,
    TAKE_OVER
  }

  record Tls(
      @ConfigKey(doc = "port", def = "443") int port,
      @ConfigKey(doc = "certificate") Optional<Path> certificate) {}

  record User(@ConfigKey(doc = "name") String name) {}

  record All(
      @ConfigKey(doc = "b", def = "true") boolean enabled,
      @ConfigKey(doc = "i", def = "-3") int chunkSize,
      @ConfigKey(doc = "l", def = "5000000000") long big,
      @ConfigKey(doc = "s", def = "live") String app,
      @ConfigKey(doc = "d", def = "200ms") Duration pause,
      @ConfigKey(doc = "z", def = "4MiB") ByteSize buffer,
      @ConfigKey(doc = "p", def = "data") Path folder,
      @ConfigKey(doc = "e", def = "take-over") Mode policy,
      @ConfigKey(doc = "o") Optional<String> secret,
      @ConfigKey(doc = "li", def = "a, b") List<String> names,
      @ConfigKey(doc = "ln", def = "1,2") List<Integer> numbers,
      @ConfigKey(doc = "lr") List<User> users,
      @ConfigKey(doc = "n") Tls tls) {}

  record Unmarked(int port) {}

  record Wrong(@ConfigKey(doc = "d", def = "soon") Duration pause) {}

  @Test
  void everyTypeComesOutAsDeclared() {
    assertThat(ConfigDefaults.of(All.class))
        .isEqualTo(
            new All(
                true,
                -3,
                5_000_000_000L,
                "live",
                Duration.ofMillis(200),
                new ByteSize(4 << 20),
                Path.of("data"),
                Mode.TAKE_OVER,
                Optional.empty(),
                List.of("a", "b"),
                List.of(1, 2),
                List.of(),
                new Tls(443, Optional.empty())));
  }

  @Test
  void keysCanBeChangedAlsoInNestedSections() {
    All changed =
        ConfigDefaults.of(
            All.class,
            Map.of("chunk-size", "128", "tls.port", "1", "secret", "x", "policy", "low"));
    assertThat(changed.chunkSize()).isEqualTo(128);
    assertThat(changed.tls().port()).isEqualTo(1);
    assertThat(changed.secret()).contains("x");
    assertThat(changed.policy()).isEqualTo(Mode.LOW);
  }

  @Test
  void nothingToConfigureIsFine() {
    assertThat(ConfigDefaults.of(NoConfig.class)).isEqualTo(new NoConfig());
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> ConfigDefaults.of(Unmarked.class))
        .hasMessageContaining("Unmarked.port has no @ConfigKey");
    assertThatThrownBy(() -> ConfigDefaults.of(Wrong.class))
        .hasMessageContaining("pause: not a duration");
    assertThatThrownBy(() -> ConfigDefaults.of(All.class, Map.of("chunk", "1")))
        .hasMessageContaining("has no key [chunk]");
  }
}
