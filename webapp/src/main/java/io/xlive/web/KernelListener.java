package io.xlive.web;

import io.xlive.kernel.ConfigException;
import io.xlive.kernel.ConfigProblem;
import io.xlive.kernel.Kernel;
import io.xlive.kernel.Reloaded;
import io.xlive.kernel.StartFailure;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Boots the server when the container starts the web application and stops it with it: the one boot
 * path, whatever the container. What a host must know of failure and shutdown it finds in the
 * servlet context, as types of the JDK.
 */
public final class KernelListener implements ServletContextListener {
  /** {@code List<String>}: why the server could not start, a line each. */
  static final String FAILURE_LINES = "io.xlive.failure.lines";

  /** {@code Integer}: the exit code for it. */
  static final String FAILURE_CODE = "io.xlive.failure.code";

  /** {@code Runnable}: closes ingest, ends every stream, gives players time to see the end. */
  static final String DRAIN = "io.xlive.drain";

  /**
   * {@code Supplier<Map<String, List<String>>>}: reads the configuration again and takes over what
   * needs no restart. Gives {@code problems}, a line each, when nothing changed because of them;
   * else {@code keys}, those that are in force now, and {@code sections}, those whose keys come
   * into force like that.
   */
  static final String RELOAD = "io.xlive.reload";

  private static final Logger LOG = LoggerFactory.getLogger("xlive");
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_CONFIGURATION = 78;

  private volatile Runnable stop = () -> {};

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    ServerHome home = ServerHome.of(context);
    try {
      List<String> broken = ServerRules.broken(home);
      if (!broken.isEmpty()) {
        fail(context, broken, EXIT_CONFIGURATION);
        throw new XliveException(SpiError.INVALID_CONFIGURATION, String.join("; ", broken));
      }
      Kernel kernel = Kernel.boot(ServerAssembly.setup(home));
      stop = kernel::stop;
      RunningServer server = kernel.locator().getService(RunningServer.class);
      WebEntrances.open(context, kernel.locator());
      context.setAttribute(DRAIN, (Runnable) server::drain);
      context.setAttribute(RELOAD, (Supplier<Map<String, List<String>>>) () -> reload(kernel));
      stop =
          () -> {
            context.removeAttribute(RELOAD);
            server.drain();
            kernel.stop();
          };
      server.ready(kernel.listening());
    } catch (ConfigException e) {
      fail(
          context, e.problems().stream().map(ConfigProblem::toString).toList(), EXIT_CONFIGURATION);
      throw e;
    } catch (StartFailure e) {
      fail(context, e.sentences(), EXIT_FAILURE);
      throw e;
    } catch (RuntimeException | Error e) {
      // A container does not tell a listener of the end whose start failed.
      stop.run();
      throw e;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    stop.run();
  }

  private static Map<String, List<String>> reload(Kernel kernel) {
    try {
      Reloaded reloaded = kernel.reload();
      return Map.of("keys", reloaded.keys(), "sections", reloaded.sections());
    } catch (ConfigException e) {
      return Map.of("problems", e.problems().stream().map(ConfigProblem::toString).toList());
    }
  }

  private static void fail(ServletContext context, List<String> lines, int exitCode) {
    lines.forEach(line -> LOG.error("{}", line));
    context.setAttribute(FAILURE_LINES, lines);
    context.setAttribute(FAILURE_CODE, exitCode);
  }
}
