package io.xlive.kernel;

import io.xlive.spi.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final Lifecycle lifecycle = new Lifecycle(START_TIME, STOP_TIME);

  Boot(KernelSetup setup) {
    this.setup = setup;
  }

  Kernel run() {
    ConfigSource source =
        new ConfigLoader(
                setup.home,
                setup.workingFolder,
                setup.systemFolder,
                setup.environment,
                setup.aliases)
            .load(setup.configFile);
    ConfigTree config = ConfigBinder.bindAll(source, setup.sections);
    ServiceLocator locator = locator(config);
    Runnable stop =
        () -> {
          lifecycle.stop();
          ServiceLocatorFactory.getInstance().destroy(locator);
        };
    try {
      lifecycle.start(steps(locator));
    } catch (RuntimeException | Error e) {
      stop.run();
      throw e;
    }
    return new Kernel(
        locator, config, plugins, new Kernel.Running(healthChecks, dumps, errors, stop));
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
