package io.xlive.kernel;

import io.xlive.spi.DumpSource;
import io.xlive.spi.Meters;
import io.xlive.spi.PluginContext;
import io.xlive.spi.SpiError;
import io.xlive.spi.Streams;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ratelimit.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.health.HealthCheck;

/**
 * What one extension is lent; remembers what it registered, so that closing takes it out again.
 * Safe for any thread.
 */
final class ExtensionContext implements PluginContext {
  private final Lender lender;
  private final Streams streams;
  private final String name;
  private final List<Runnable> registered = new CopyOnWriteArrayList<>();

  /** What all contexts share. */
  record Lender(
      LateServices late,
      Codecs codecs,
      HealthChecks healthChecks,
      Dumps dumps,
      InstantSource clock,
      RandomGenerator random,
      Path home) {}

  /**
   * @param guard of the plugin, for what it asks the streams to call
   * @param name the extension's name, for its folder
   */
  ExtensionContext(Lender lender, CallbackGuard guard, String name) {
    this.lender = lender;
    this.streams = new GuardedStreams(lender.late(), guard);
    this.name = name;
  }

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public Codecs codecs() {
    return lender.codecs();
  }

  @Override
  public Meters meters() {
    return lender.late().meters();
  }

  @Override
  public RateLimits rateLimits() {
    return lender.late();
  }

  @Override
  public void healthCheck(HealthCheck check) {
    registered.add(lender.healthChecks().add(check));
  }

  @Override
  public void dump(String part, DumpSource source) {
    registered.add(lender.dumps().add(part, source));
  }

  @Override
  public InstantSource clock() {
    return lender.clock();
  }

  @Override
  public RandomGenerator random() {
    return lender.random();
  }

  @Override
  public Path dataFolder() {
    Path folder = lender.home().resolve("data").resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "cannot make the folder " + folder, e);
    }
  }

  @Override
  public Path home() {
    return lender.home();
  }

  /** Takes out whatever was registered. */
  void close() {
    registered.forEach(Runnable::run);
    registered.clear();
  }
}
