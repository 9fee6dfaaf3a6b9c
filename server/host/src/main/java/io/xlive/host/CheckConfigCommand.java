package io.xlive.host;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Judges the configuration as a start would, with the sections of all plugins, and opens nothing.
 */
@Command(
    name = "check-config",
    description =
        "Check the configuration and the plugins' part of it, start nothing; exit code 78 when it"
            + " is wrong",
    mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
  /**
   * The class in the web application that knows every section. It is a {@code Function<Map<String,
   * String>, List<String>>}: JDK types, because nothing else is shared.
   */
  private static final String CHECK = "io.xlive.web.ConfigCheck";

  @Mixin private final Installation installation = new Installation();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<String> problems = check(installation);
    problems.forEach(spec.commandLine().getErr()::println);
    if (!problems.isEmpty()) {
      return ExitCode.CONFIGURATION;
    }
    spec.commandLine().getOut().println("configuration is good");
    return ExitCode.OK;
  }

  @SuppressWarnings("unchecked") // the one place where the type is agreed upon by name
  private static List<String> check(Installation installation) throws Exception {
    try (WebappLoader loader = WebappLoader.of(installation.webapp())) {
      Function<Map<String, String>, List<String>> check =
          (Function<Map<String, String>, List<String>>)
              loader.loadClass(CHECK).getConstructor().newInstance();
      return check.apply(
          Map.of(
              "home", installation.home().toString(),
              "webapp", installation.webapp().toString(),
              "config", installation.configFile().map(Object::toString).orElse("")));
    }
  }
}
