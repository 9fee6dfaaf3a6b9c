package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.servlet.ServletRequest;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee11.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty with the exploded web application. The two share no class but those of the JDK, the Servlet
 * API and the log: what the host must know it finds in the servlet context under the attributes
 * named here.
 */
final class JettyHost implements AutoCloseable {
  /**
   * Set by the web application when it cannot start: {@code List<String>}, a line each for the
   * operator.
   */
  static final String FAILURE_LINES = "io.xlive.failure.lines";

  /** Set beside it: {@code Integer}, the exit code. */
  static final String FAILURE_CODE = "io.xlive.failure.code";

  /**
   * Set by the web application once it runs: a {@code Runnable} that closes ingest and ends
   * streams; returns when players had their time.
   */
  static final String DRAIN = "io.xlive.drain";

  /**
   * Set by the web application once it runs: a {@code Supplier<Map<String, List<String>>>} that
   * reads the configuration again. Gives {@code problems}, or else {@code keys} that are in force
   * now and the {@code sections} whose keys come into force like that.
   */
  static final String RELOAD = "io.xlive.reload";

  /**
   * Found by the web application: a {@code Function<ServletRequest, Optional<Function<ByteBuffer,
   * CompletableFuture<Boolean>>>>} that gives the short way into an answer that has begun, see
   * {@link ChunkedBody}.
   */
  static final String BODY = "io.xlive.body";

  private static final Logger LOG = LoggerFactory.getLogger("xlive");
  private static final int NO_OPTIONS =
      ServletContextHandler.NO_SESSIONS | ServletContextHandler.NO_SECURITY;
  private static final int MAX_THREADS = 200;
  private static final long STOP_MILLIS = 5_000;

  /**
   * The attribute of every request that is an {@code AtomicReference} of the connection: the web
   * application keeps there what it found out about it.
   */
  static final String CONNECTION = "io.xlive.connection";

  private final Server server;
  private final WebAppContext webapp;
  private final List<ServerConnector> connectors;

  JettyHost(HttpConfig config, Installation installation) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    connectors = Connectors.of(server, config, installation.home());
    connectors.forEach(server::addConnector);
    server.addBean(new NetworkConnectionLimit(config.maxConnections(), server));
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(STOP_MILLIS);
    webapp = webapp(installation);
    server.setHandler(new RequestLimits(config, webapp));
  }

  /**
   * Starts; returns once requests are answered.
   *
   * @throws XliveException when a port cannot be had
   * @throws StartFailure when the web application says why it cannot start
   */
  void start() throws Exception {
    try {
      server.start();
    } catch (Exception e) {
      Optional<StartFailure> told = told();
      stop();
      if (told.isPresent()) {
        throw told.get();
      }
      throw readable(e);
    }
  }

  /** The port of the first connector, the real one when 0 was configured. */
  int port() {
    return connectors.getFirst().getLocalPort();
  }

  /** Lets the web application read its configuration again; nothing while it does not run. */
  @SuppressWarnings("unchecked") // the one place where the type is agreed upon by name
  Map<String, List<String>> reload() {
    return webapp.getServletContext().getAttribute(RELOAD) instanceof Supplier<?> supplier
        ? ((Supplier<Map<String, List<String>>>) supplier).get()
        : Map.of();
  }

  /** Ends the streams, lets players finish, then stops answering. */
  @Override
  public void close() throws Exception {
    try {
      if (webapp.getServletContext().getAttribute(DRAIN) instanceof Runnable drain) {
        drain.run();
      }
    } finally {
      stop();
    }
  }

  private void stop() throws Exception {
    try {
      server.stop();
    } catch (TimeoutException impatient) {
      // Jetty has stopped all the same; a client that keeps its connection open is no failure of
      // ours.
      LOG.info("connections that clients did not close in {} ms were closed", STOP_MILLIS);
    }
    server.destroy();
  }

  private Optional<StartFailure> told() {
    Object lines = webapp.getServletContext().getAttribute(FAILURE_LINES);
    Object code = webapp.getServletContext().getAttribute(FAILURE_CODE);
    return lines instanceof List<?> list && code instanceof Integer exit
        ? Optional.of(new StartFailure(list.stream().map(String::valueOf).toList(), exit))
        : Optional.empty();
  }

  private static Exception readable(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new XliveException(
            SpiError.CANNOT_LISTEN,
            "cannot listen for HTTP (http.bind, http.port): " + e.getMessage(),
            e);
      }
    }
    return e;
  }

  private static WebAppContext webapp(Installation installation) {
    Path folder = installation.webapp();
    if (!Files.isDirectory(folder.resolve("WEB-INF"))) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          "no web application in " + folder + " (--home points to the wrong folder?)");
    }
    // It has neither sessions nor constraints of the container's: a request passes no handler of
    // these.
    WebAppContext context =
        new WebAppContext("/", null, null, null, new ErrorPageErrorHandler(), NO_OPTIONS);
    context.setWar(folder.toString());
    // Jetty's defaults are a servlet for files, JSP and a constraint on TRACE, of which Jetty warns
    // that nobody heeds it: the web application answers every path and every method itself.
    context.setDefaultsDescriptor(null);
    context.setThrowUnavailableOnStartupException(true);
    // Nothing is in META-INF of its jars: it wires everything itself. Reading all of them costs
    // processor time at every start.
    context.removeConfiguration(MetaInfConfiguration.class);
    context.removeConfiguration(FragmentConfiguration.class);
    UpgradeFilter.addTo(context);
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    // Jetty's own page for what the web application does not answer shows classes.
    context.setErrorHandler(new ProblemErrorHandler());
    Function<ServletRequest, Optional<Function<ByteBuffer, CompletableFuture<Boolean>>>> body =
        ChunkedBody::of;
    context.setAttribute(BODY, body);
    context.setInitParameter("xlive.home", installation.home().toString());
    installation
        .configFile()
        .ifPresent(file -> context.setInitParameter("xlive.config", file.toString()));
    context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
    // The log is the host's: it must not end with the web application.
    context.setInitParameter("logbackDisableServletContainerInitializer", "true");
    // One log for host and web application: these come from here even where the WAR brings its own.
    context.getProtectedClassMatcher().add("org.slf4j.", "ch.qos.logback.");
    context.getHiddenClassMatcher().add("-org.slf4j.", "-ch.qos.logback.");
    return context;
  }
}
