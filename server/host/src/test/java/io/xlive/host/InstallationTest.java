package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallationTest {
  private static Installation of(
      Map<String, String> environment, Map<String, String> properties, String... arguments) {
    Installation installation = new Installation(environment, properties::get);
    CommandLine line = Main.commandLine(installation);
    line.parseArgs(arguments);
    return installation;
  }

  @Test
  void theOptionWinsOverTheVariableOverThePropertyOverTheFolder() {
    Map<String, String> variable = Map.of("XLIVE_HOME", "/variable");
    Map<String, String> property = Map.of("xlive.home", "/property");
    assertThat(of(variable, property, "--home", "/option").home()).hasToString("/option");
    assertThat(of(variable, property).home()).hasToString("/variable");
    assertThat(of(Map.of(), property).home()).hasToString("/property");
    assertThat(of(Map.of(), Map.of()).home()).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(of(Map.of("XLIVE_HOME", ""), property).home()).hasToString("/property");
  }

  @Test
  void optionsCountBeforeAndBehindTheCommand() {
    assertThat(of(Map.of(), Map.of(), "--home", "/a", "check-config").home()).hasToString("/a");
    assertThat(of(Map.of(), Map.of(), "check-config", "--home", "/b").home()).hasToString("/b");
    assertThat(of(Map.of(), Map.of(), "--config", "/c", "run").configFile())
        .contains(Path.of("/c"));
    assertThat(of(Map.of(), Map.of(), "dump", "--config", "/d").configFile())
        .contains(Path.of("/d"));
    assertThat(of(Map.of(), Map.of(), "run").configFile()).isEmpty();
  }

  @Test
  void theFolderIsAbsoluteAndPlain() {
    Path home = of(Map.of(), Map.of(), "--home", "a/../b").home();
    assertThat(home).isEqualTo(Path.of("b").toAbsolutePath());
  }

  @Test
  void theWebApplicationIsBelowHomeElseThatOfTheDistribution(@TempDir Path folder)
      throws IOException {
    Map<String, String> property = Map.of("xlive.webapp", "/distribution/webapp");
    String home = folder.toString();
    assertThat(of(Map.of(), property, "--home", home).webapp()).hasToString("/distribution/webapp");
    assertThat(of(Map.of(), Map.of(), "--home", home).webapp()).isEqualTo(folder.resolve("webapp"));
    Files.createDirectory(folder.resolve("webapp"));
    assertThat(of(Map.of(), property, "--home", home).webapp()).isEqualTo(folder.resolve("webapp"));
  }
}
