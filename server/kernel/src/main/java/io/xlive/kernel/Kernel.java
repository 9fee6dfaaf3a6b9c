package io.xlive.kernel;

import io.xlive.spi.Listening;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ingest.Ingest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.glassfish.hk2.api.ServiceLocator;

/** A running server without its HTTP side. Made by {@link #boot}; safe for any thread. */
public final class Kernel implements AutoCloseable {
  private final ServiceLocator locator;
  private final Plugins plugins;
  private final Running running;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** What a boot leaves behind. */
  record Running(
      HealthChecks healthChecks,
      Dumps dumps,
      ErrorCounts errors,
      Supplier<ConfigTree> config,
      Supplier<Reloaded> reload,
      Runnable stop) {}

  Kernel(ServiceLocator locator, Plugins plugins, Running running) {
    this.locator = locator;
    this.plugins = plugins;
    this.running = running;
  }

  /**
   * Reads the configuration, loads the plugins, starts the services; returns when everything is up.
   *
   * @throws ConfigException with everything that is wrong with the configuration
   * @throws StartFailure with every service that did not start; what had started was stopped
   */
  public static Kernel boot(KernelSetup setup) {
    return new Boot(setup).run();
  }

  /**
   * Judges the configuration as {@link #boot} would, with the sections of all plugins; starts
   * nothing.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static void check(KernelSetup setup) {
    new Boot(setup).check();
  }

  /**
   * The locator with everything bound: config records by their type, the kernel's own parts, the
   * setup's binders.
   */
  public ServiceLocator locator() {
    return locator;
  }

  /** The configuration in force. */
  public ConfigTree config() {
    return running.config().get();
  }

  /**
   * Reads the configuration again. Auth providers, rate-limit policies and listeners whose keys
   * changed are made anew and take over, as they do when their jar is replaced; what they let in
   * before stays. All other keys wait for a restart.
   *
   * @throws ConfigException with everything that is wrong with it; nothing has changed then
   */
  public Reloaded reload() {
    return running.reload().get();
  }

  /** What plugins brought. */
  public Plugins plugins() {
    return plugins;
  }

  /** All codecs. */
  public Codecs codecs() {
    return plugins.codecTable();
  }

  /** All health checks. */
  public HealthChecks healthChecks() {
    return running.healthChecks();
  }

  /** Failures by code. */
  public ErrorCounts errors() {
    return running.errors();
  }

  /** The open addresses of all ingests. */
  public List<Listening> listening() {
    List<Listening> all = new ArrayList<>();
    for (Ingest ingest : plugins.ingests().live()) {
      all.addAll(ingest.listening());
    }
    return List.copyOf(all);
  }

  /** The live state of everything: numbers, booleans, strings and maps of them. */
  public Map<String, Object> dump() {
    return running.dumps().toMap();
  }

  /** The same for people. */
  public String dumpText() {
    return running.dumps().toText();
  }

  /**
   * Stops all services in reverse, five seconds each; only the first call counts. Returns when
   * everything is down.
   */
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      running.stop().run();
    }
  }

  /** Same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }
}
