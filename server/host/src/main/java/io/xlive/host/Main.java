package io.xlive.host;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: {@code xlive [run] | check-config | dump | version | help}. */
@Command(
    name = "xlive",
    description = "A live-streaming server. Without a command it runs.",
    synopsisSubcommandLabel = "[COMMAND]",
    versionProvider = Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.FAILURE,
    subcommands = {
      RunCommand.class,
      CheckConfigCommand.class,
      DumpCommand.class,
      Version.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Callable<Integer> {
  @Mixin private final Installation installation;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version")
  private boolean version;

  /** With this process's environment. */
  Main() {
    this(new Installation());
  }

  /** {@code installation} takes the options that are common to all commands. */
  Main(Installation installation) {
    this.installation = installation;
  }

  Installation installation() {
    return installation;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return commandLine(new Installation());
  }

  static CommandLine commandLine(Installation installation) {
    return new CommandLine(new Main(installation))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  @Override
  public Integer call() throws Exception {
    return RunCommand.run(installation);
  }

  /** What an operator can mend comes as sentences; only our own faults come with a stack trace. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (failure) {
      case io.xlive.kernel.ConfigException config -> {
        config.problems().forEach(err::println);
        return ExitCode.CONFIGURATION;
      }
      // The web application has logged its lines already.
      case StartFailure start -> {
        return start.exitCode();
      }
      case XliveException known -> {
        err.println(known.getMessage());
        return known.code() == SpiError.INVALID_CONFIGURATION
            ? ExitCode.CONFIGURATION
            : ExitCode.FAILURE;
      }
      default -> {
        failure.printStackTrace(err);
        return ExitCode.FAILURE;
      }
    }
  }
}
