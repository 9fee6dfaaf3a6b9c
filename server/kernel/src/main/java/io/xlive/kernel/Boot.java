package io.xlive.kernel;

import io.xlive.spi.DumpSource;
import io.xlive.spi.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.api.ServiceLocatorFactory;
import org.glassfish.hk2.utilities.Binder;
import org.glassfish.hk2.utilities.ServiceLocatorUtilities;

/** The way from a setup to a running kernel; one use. */
final class Boot {
  private static final Duration START_TIME = Duration.ofSeconds(30);
  private static final Duration STOP_TIME = Duration.ofSeconds(5);

  private final KernelSetup setup;
  private final Plugins plugins = new Plugins();
  private final HealthChecks healthChecks = new HealthChecks();
  private final Dumps dumps = new Dumps();
  private final ErrorCounts errors = new ErrorCounts();

  Boot(KernelSetup setup) {
    this.setup = setup;
  }

  Kernel run() {
    ConfigSource source = source();
    PluginScan scan = new PluginScan(setup.pluginFolders);
    refuseOpenFolders(scan);
    PluginScan.Found found = scan.scan();
    PluginRoster roster = new PluginRoster(plugins, early(source), setup.sections);
    try {
      roster.load(found);
      ConfigTree config = bind(source, roster);
      return start(config, locator(config), roster, scan, found);
    } catch (RuntimeException | Error e) {
      roster.close();
      throw e;
    }
  }

  /** All of {@link #run} that judges the configuration, nothing that starts. */
  void check() {
    ConfigSource source = source();
    PluginRoster roster = new PluginRoster(plugins, early(source), setup.sections);
    try {
      roster.load(new PluginScan(setup.pluginFolders).scan());
      bind(source, roster);
    } finally {
      roster.close();
    }
  }

  private ConfigSource source() {
    return new ConfigLoader(
            setup.home, setup.workingFolder, setup.systemFolder, setup.environment, setup.aliases)
        .load(setup.configFile);
  }

  private static void refuseOpenFolders(PluginScan scan) {
    List<String> sentences =
        scan.writableByEveryone().stream()
            .map(
                folder ->
                    "the plugin folder "
                        + folder
                        + " is writable by everyone; take that right away (chmod o-w)")
            .toList();
    if (!sentences.isEmpty()) {
      throw new StartFailure(sentences, List.of());
    }
  }

  /**
   * What must be known before any section of a plugin is; its errors are told with all others
   * later.
   */
  private static PluginsConfig early(ConfigSource source) {
    List<ConfigSection> section = List.of(new ConfigSection("plugins", PluginsConfig.class));
    try {
      return ConfigBinder.bindSome(source, section).section("plugins", PluginsConfig.class);
    } catch (ConfigException e) {
      return new PluginsConfig(List.of(), List.of(), false, List.of());
    }
  }

  private ConfigTree bind(ConfigSource source, PluginRoster roster) {
    List<ConfigSection> sections = new ArrayList<>(setup.sections);
    sections.addAll(roster.sections());
    try {
      return ConfigBinder.bindAll(source, sections);
    } catch (ConfigException e) {
      // An unknown key may be one of a plugin that was refused: say so beside it.
      List<ConfigProblem> problems = new ArrayList<>(e.problems());
      roster
          .refusals()
          .forEach(
              (name, line) ->
                  problems.add(new ConfigProblem("plugin " + name, "", line, Optional.empty())));
      throw new ConfigException(problems);
    }
  }

  private Kernel start(
      ConfigTree config,
      ServiceLocator locator,
      PluginRoster roster,
      PluginScan scan,
      PluginScan.Found found) {
    Lifecycle lifecycle = new Lifecycle(START_TIME, STOP_TIME);
    CallbackWatch callbacks = new CallbackWatch(System::nanoTime);
    PluginExchange exchange;
    Optional<PluginWatch> watch = Optional.empty();
    try {
      ExtensionContext.Lender lender =
          new ExtensionContext.Lender(
              new LateServices(locator),
              plugins.codecTable(),
              healthChecks,
              dumps,
              setup.clock,
              setup.random,
              setup.home);
      ExtensionMaker maker = new ExtensionMaker(lender, callbacks, errors);
      exchange = new PluginExchange(roster, maker, lifecycle, config);
      callbacks.start();
      roster.make(maker, config);
      dumps.add("plugins", this::dumpPlugins);
      healthChecks.add(new PluginsHealth(plugins));
      dumps.add("errors", dump -> errors.snapshot().forEach(dump::value));
      List<Lifecycle.Step> steps = steps(locator);
      roster.running().forEach(plugin -> steps.addAll(plugin.steps()));
      lifecycle.start(steps);
      if (config.section("plugins", PluginsConfig.class).watch()) {
        PluginWatch watching = new PluginWatch(scan, found, exchange);
        watching.start(setup.pluginPeriod);
        watch = Optional.of(watching);
      }
    } catch (RuntimeException | Error e) {
      lifecycle.stop();
      callbacks.close();
      destroy(locator);
      throw e;
    }
    Optional<PluginWatch> watching = watch;
    Runnable stop =
        () -> {
          watching.ifPresent(PluginWatch::stop);
          lifecycle.stop();
          callbacks.close();
          destroy(locator);
          roster.close();
        };
    return new Kernel(
        locator,
        plugins,
        new Kernel.Running(
            healthChecks,
            dumps,
            errors,
            exchange::config,
            () -> exchange.reload(() -> bind(source(), roster)),
            stop));
  }

  private void dumpPlugins(DumpSource.Dump dump) {
    for (PluginStatus status : plugins.statuses()) {
      dump.child(
          status.name(),
          part ->
              part.value("version", status.version())
                  .value("state", status.state())
                  .value("reason", status.reason())
                  .value("extensions", status.extensions()));
    }
  }

  private static void destroy(ServiceLocator locator) {
    ServiceLocatorFactory.getInstance().destroy(locator);
  }

  private ServiceLocator locator(ConfigTree config) {
    ServiceLocator locator =
        ServiceLocatorFactory.getInstance().create("xlive-" + UUID.randomUUID());
    List<Binder> binders = new ArrayList<>();
    binders.add(new KernelBinder(setup, config, plugins, healthChecks, dumps, errors));
    binders.addAll(setup.binders);
    ServiceLocatorUtilities.bind(locator, binders.toArray(Binder[]::new));
    return locator;
  }

  private List<Lifecycle.Step> steps(ServiceLocator locator) {
    List<Lifecycle.Step> steps = new ArrayList<>();
    for (KernelSetup.PlannedService planned : setup.services) {
      Service service = planned.make().apply(locator);
      if (service == null) {
        throw new IllegalStateException("nothing is bound for the service " + planned.name());
      }
      steps.add(new Lifecycle.Step(planned.level(), planned.name(), service));
    }
    return steps;
  }
}
