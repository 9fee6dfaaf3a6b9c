package io.xlive.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where things are: options that every command takes, before its name or behind it. */
final class Installation {
  private final Map<String, String> environment;
  private final Function<String, @Nullable String> property;

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Home folder: conf, data, plugins, webapp (default: XLIVE_HOME, else the installation)")
  private Optional<Path> homeOption = Optional.empty();

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "Configuration file (default: the first of XLIVE_CONFIG, ./conf.yaml, ./config/conf.yaml,"
              + " HOME/conf/conf.yaml, /etc/xlive/conf.yaml)")
  private Optional<Path> configOption = Optional.empty();

  /** Of this process. */
  Installation() {
    this(System.getenv(), System::getProperty);
  }

  /** {@code property} gives a system property, or null. */
  Installation(Map<String, String> environment, Function<String, @Nullable String> property) {
    this.environment = environment;
    this.property = property;
  }

  /** The home folder, absolute. */
  Path home() {
    return homeOption
        .or(() -> named(environment.get("XLIVE_HOME")))
        .or(() -> named(property.apply("xlive.home")))
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
    return Files.isDirectory(own) ? own : named(property.apply("xlive.webapp")).orElse(own);
  }

  /** A variable that is set to nothing is not set. */
  private static Optional<Path> named(@Nullable String path) {
    return Optional.ofNullable(path).filter(text -> !text.isBlank()).map(Path::of);
  }
}
