package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReferenceTest {
  private static final List<ConfigSection> SECTIONS =
      List.of(
          new ConfigSection("sample", SampleConfig.class),
          new ConfigSection("codec.one", SampleConfig.Tls.class),
          new ConfigSection("http", HttpConfig.class),
          new ConfigSection("codec.two", SampleConfig.Tls.class));

  @TempDir Path home;

  @Test
  void writeAFileThatChangesNothing() throws IOException {
    String yaml = new ConfigReference(SECTIONS).yaml();
    assertThat(bind(yaml).effective()).allMatch(key -> key.source().equals("default"));
    assertThat(yaml)
        .contains("  # Port (number, 1..65535)\n  #port: 1935\n")
        .contains("  # Mode (low-latency | balanced)\n  #mode: low-latency\n")
        .contains(
            "  # Grace (duration, 100ms..1h; takes effect without a restart)\n  #grace: 10s\n")
        .contains("  #words: [one, two]\n")
        .contains("  #certificate:\n")
        .contains("  tls:\n    # TLS port (number, 1..65535)\n    #port: 1936\n")
        .contains("codec:\n  one:\n    # TLS port (number, 1..65535)\n    #port: 1936\n  two:\n");
  }

  @Test
  void writeDefaultsThatMeanTheSameWhenTheCommentsAreTakenAway() throws IOException {
    String yaml = new ConfigReference(SECTIONS).yaml().replaceAll("(?m)^( *)#([a-z])", "$1$2");
    ConfigTree bare = bind("");
    ConfigTree full = bind(yaml);
    for (ConfigSection section : SECTIONS) {
      assertThat(full.record(section.prefix())).isEqualTo(bare.record(section.prefix()));
    }
    assertThat(full.effective()).anyMatch(key -> key.source().startsWith("conf.yaml:"));
  }

  @Test
  void listEveryKeyInTheTable() {
    assertThat(new ConfigReference(SECTIONS).table().lines())
        .contains("| `sample.port` | `1935` | number, 1..65535 | Port |")
        .contains("| `sample.password` | `\"\"` | text, secret | Password |")
        .contains("| `sample.mode` | `low-latency` | low-latency \\| balanced | Mode |")
        .contains(
            "| `http.tls.key` |  | path | PEM file with the private key (PKCS #8, unencrypted) |");
  }

  private ConfigTree bind(String yaml) throws IOException {
    Files.writeString(home.resolve("conf.yaml"), yaml);
    ConfigSource source =
        new ConfigLoader(home, home, home, Map.of(), Map.of()).load(Optional.empty());
    return ConfigBinder.bindAll(source, SECTIONS);
  }
}
