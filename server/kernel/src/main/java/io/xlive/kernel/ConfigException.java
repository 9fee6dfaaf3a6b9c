package io.xlive.kernel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used; holds everything that is wrong with it, one line each. The host
 * exits with 78.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** At least one problem. */
  public ConfigException(List<ConfigProblem> problems) {
    super(
        problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of the file, the environment after it. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
