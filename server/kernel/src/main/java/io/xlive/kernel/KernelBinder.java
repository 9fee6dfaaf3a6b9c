package io.xlive.kernel;

import io.xlive.spi.codec.Codecs;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.glassfish.hk2.utilities.binding.AbstractBinder;

/** Binds the kernel's own parts and every configuration record. */
final class KernelBinder extends AbstractBinder {
  private final KernelSetup setup;
  private final ConfigTree config;
  private final Plugins plugins;
  private final HealthChecks healthChecks;
  private final Dumps dumps;
  private final ErrorCounts errors;

  KernelBinder(
      KernelSetup setup,
      ConfigTree config,
      Plugins plugins,
      HealthChecks healthChecks,
      Dumps dumps,
      ErrorCounts errors) {
    this.setup = setup;
    this.config = config;
    this.plugins = plugins;
    this.healthChecks = healthChecks;
    this.dumps = dumps;
    this.errors = errors;
  }

  @Override
  protected void configure() {
    bind(config).to(ConfigTree.class);
    bind(plugins).to(Plugins.class);
    bind(plugins.codecTable()).to(Codecs.class);
    bind(healthChecks).to(HealthChecks.class);
    bind(dumps).to(Dumps.class);
    bind(errors).to(ErrorCounts.class);
    bind(setup.clock).to(InstantSource.class);
    bind(setup.random).to(RandomGenerator.class);
    for (ConfigSection section : setup.sections) {
      bindRecord(section.type(), config.record(section.prefix()));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the record is of the section's type
  private void bindRecord(Class type, Record record) {
    bind(record).to(type);
  }
}
