package io.xlive.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where things are: options that every command takes. */
final class Installation {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Home folder: conf, data, plugins, webapp (default: XLIVE_HOME, else the installation)")
  private Optional<Path> homeOption = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file (default: the first of XLIVE_CONFIG, ./conf.yaml, ./config/conf.yaml,"
              + " HOME/conf/conf.yaml, /etc/xlive/conf.yaml)")
  private Optional<Path> configOption = Optional.empty();

  /** The home folder, absolute. */
  Path home() {
    return homeOption
        .or(() -> Optional.ofNullable(System.getenv("XLIVE_HOME")).map(Path::of))
        .or(() -> Optional.ofNullable(System.getProperty("xlive.home")).map(Path::of))
        .orElse(Path.of(""))
        .toAbsolutePath()
        .normalize();
  }

  /** The file that was asked for, when one was. */
  Optional<Path> configFile() {
    return configOption.map(Path::toAbsolutePath);
  }

  /**
   * The exploded web application: {@code webapp} below the home folder, or where {@code
   * xlive.webapp} points when home holds only conf and data.
   */
  Path webapp() {
    Path own = home().resolve("webapp");
    return Files.isDirectory(own)
        ? own
        : Optional.ofNullable(System.getProperty("xlive.webapp")).map(Path::of).orElse(own);
  }
}
