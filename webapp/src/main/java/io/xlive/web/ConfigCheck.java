package io.xlive.web;

import io.xlive.kernel.ConfigException;
import io.xlive.kernel.ConfigProblem;
import io.xlive.kernel.Kernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges a configuration as a start would and starts nothing. The standalone host finds this class
 * by its name in the exploded WAR, hence the types of the JDK only: takes {@code home}, {@code
 * webapp} and {@code config} (empty for none), gives the problems, none when all is well.
 */
public final class ConfigCheck implements Function<Map<String, String>, List<String>> {
  /** Made by name. */
  public ConfigCheck() {}

  @Override
  public List<String> apply(Map<String, String> where) {
    Optional<Path> config =
        Optional.ofNullable(where.get("config")).filter(name -> !name.isEmpty()).map(Path::of);
    ServerHome home =
        ServerHome.of(
            Path.of(where.getOrDefault("home", "")),
            config,
            Optional.ofNullable(where.get("webapp")).map(Path::of),
            System.getenv());
    try {
      Kernel.check(ServerAssembly.setup(home));
      return ServerRules.broken(home);
    } catch (ConfigException e) {
      List<String> problems =
          new ArrayList<>(e.problems().stream().map(ConfigProblem::toString).toList());
      problems.addAll(ServerRules.broken(home));
      return problems;
    }
  }
}
