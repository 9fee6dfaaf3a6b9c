package io.xlive.host;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which build this is. */
@Command(name = "version", description = "Show the version", mixinStandardHelpOptions = true)
final class Version implements Callable<Integer>, CommandLine.IVersionProvider {
  @Spec private CommandSpec spec;

  /** From the jar's manifest; {@code dev} when run from classes. */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"xlive " + text(), "Java " + Runtime.version()};
  }

  @Override
  public Integer call() {
    for (String line : getVersion()) {
      spec.commandLine().getOut().println(line);
    }
    return ExitCode.OK;
  }
}
