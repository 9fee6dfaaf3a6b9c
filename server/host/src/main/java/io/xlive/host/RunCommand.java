package io.xlive.host;

import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.HttpConfig;
import io.xlive.kernel.LogConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs the server in the foreground until SIGTERM or Ctrl-C; SIGHUP reads the configuration again.
 */
@Command(
    name = "run",
    description = "Run the server in the foreground (the default)",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("xlive");

  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() throws Exception {
    return run(main.installation());
  }

  static int run(Installation installation) throws Exception {
    HangUp hangUp = new HangUp();
    SignalHandler before = Signal.handle(new Signal("HUP"), _ -> hangUp.received());
    ConfigPreview config = ConfigReload.read(installation);
    Logging.configure(config.section("log", LogConfig.class));
    if (before.equals(SignalHandler.SIG_IGN)) {
      // The JVM leaves a signal alone that whoever started it wants ignored.
      LOG.info(
          "SIGHUP is ignored, as for all that nohup starts: the configuration is read at the next"
              + " start only");
    }
    CountDownLatch asked = new CountDownLatch(1);
    stopOn("TERM", asked);
    stopOn("INT", asked);
    try (JettyHost host = new JettyHost(config.section("http", HttpConfig.class), installation)) {
      ConfigReload reload = new ConfigReload(installation, config, host::reload);
      host.start();
      hangUp.ready(reload::reload);
      asked.await();
      LOG.info("stopping: no new publishers, streams end, players get the end of the playlist");
    }
    LOG.info("stopped");
    return ExitCode.OK;
  }

  /** The first signal stops in order, the second at once. */
  private static void stopOn(String signal, CountDownLatch asked) {
    Signal.handle(
        new Signal(signal),
        received -> {
          if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(128 + received.getNumber());
          }
          asked.countDown();
        });
  }
}
