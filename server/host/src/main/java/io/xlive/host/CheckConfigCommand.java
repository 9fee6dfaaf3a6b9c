package io.xlive.host;

import io.xlive.kernel.ConfigException;
import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.HttpConfig;
import io.xlive.spi.XliveException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
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

  @ParentCommand private Main main = new Main();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<String> problems = problems(main.installation());
    problems.forEach(spec.commandLine().getErr()::println);
    if (!problems.isEmpty()) {
      return ExitCode.CONFIGURATION;
    }
    spec.commandLine().getOut().println("configuration is good");
    return ExitCode.OK;
  }

  /** All that is wrong, a line each. */
  static List<String> problems(Installation installation) throws Exception {
    List<String> problems = new ArrayList<>(check(installation));
    problems.addAll(doors(installation));
    return problems;
  }

  /** What the host itself would stumble over: the certificate's files. */
  private static List<String> doors(Installation installation) {
    try {
      HttpConfig http =
          ConfigPreview.read(
                  installation.configFile(), installation.home(), Path.of(""), System.getenv())
              .section("http", HttpConfig.class);
      Connectors.check(http, installation.home());
      return List.of();
    } catch (ConfigException toldAlready) {
      return List.of();
    } catch (XliveException e) {
      return List.of(e.getMessage());
    }
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
