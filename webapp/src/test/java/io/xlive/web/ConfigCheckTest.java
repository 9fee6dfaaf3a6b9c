package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
  @TempDir private Path home;

  private List<String> check(String yaml) throws IOException {
    Path file = Files.writeString(home.resolve("conf.yaml"), yaml);
    return new ConfigCheck()
        .apply(
            Map.of(
                "home", home.toString(),
                "webapp", home.resolve("webapp").toString(),
                "config", file.toString()));
  }

  @Test
  void aGoodFileHasNoProblems() throws IOException {
    assertThat(check("http:\n  port: 3002\n")).isEmpty();
  }

  @Test
  void everyProblemIsNamedWithItsLine() throws IOException {
    assertThat(check("http:\n  port: 70000\nlog:\n  level: loud\nnonsense: 1\n"))
        .hasSize(3)
        .allMatch(line -> line.contains("conf.yaml:"));
  }

  @Test
  void rulesAndAddressesInsideOfTextsAreJudgedToo() throws IOException {
    assertThat(
            check(
                "http:\n  trusted-proxies: [proxy.example]\nauth:\n  anonymous: [nonsense]\n"
                    + "hls:\n  ladder: [live/cam1]\n"))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("hls.ladder: "))
        .anyMatch(line -> line.startsWith("http.trusted-proxies: "))
        .anyMatch(line -> line.startsWith("auth.anonymous: "));
  }
}
