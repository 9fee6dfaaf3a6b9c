package io.xlive.web;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server finds its things.
 *
 * @param home configuration, data and plugins
 * @param configFile the file that was asked for, when one was
 * @param pluginFolders shipped plugins besides those below home: of the WAR, of the distribution
 * @param environment the process's variables
 */
record ServerHome(
    Path home,
    Optional<Path> configFile,
    List<Path> pluginFolders,
    Map<String, String> environment) {
  ServerHome {
    pluginFolders = List.copyOf(pluginFolders);
    environment = Map.copyOf(environment);
  }

  /**
   * The home folder is the first of: context parameter {@code xlive.home}, system property {@code
   * xlive.home}, {@code XLIVE_HOME}, the folder {@code xlive} below the container's working folder.
   */
  static ServerHome of(ServletContext context) {
    return of(context, System.getenv());
  }

  static ServerHome of(ServletContext context, Map<String, String> environment) {
    Path home =
        named(context.getInitParameter("xlive.home"))
            .or(() -> named(System.getProperty("xlive.home")))
            .or(() -> named(environment.get("XLIVE_HOME")))
            .map(Path::of)
            .orElse(Path.of("xlive"));
    return of(
        home,
        named(context.getInitParameter("xlive.config")).map(Path::of),
        Optional.ofNullable(context.getRealPath("/")).map(Path::of),
        environment);
  }

  /** What is set to nothing is not set. */
  private static Optional<String> named(@Nullable String text) {
    return Optional.ofNullable(text).filter(name -> !name.isBlank());
  }

  static ServerHome of(
      Path home,
      Optional<Path> configFile,
      Optional<Path> webapp,
      Map<String, String> environment) {
    Optional<Path> ofWar = webapp.map(root -> root.resolve("WEB-INF/plugins"));
    Optional<Path> ofDistribution = webapp.map(root -> root.resolveSibling("plugins"));
    return new ServerHome(
        home.toAbsolutePath().normalize(),
        configFile,
        java.util.stream.Stream.of(ofDistribution, ofWar)
            .flatMap(Optional::stream)
            .filter(java.nio.file.Files::isDirectory)
            .filter(
                folder ->
                    !folder
                        .toAbsolutePath()
                        .normalize()
                        .equals(home.toAbsolutePath().normalize().resolve("plugins")))
            .toList(),
        environment);
  }
}
