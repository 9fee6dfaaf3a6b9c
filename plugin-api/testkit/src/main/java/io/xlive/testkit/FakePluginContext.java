package io.xlive.testkit;

import io.xlive.spi.DumpSource;
import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.health.HealthCheck;

/**
 * What a server would lend to an extension, from fakes: virtual time, repeatable randomness,
 * everything allowed.
 */
public final class FakePluginContext implements PluginContext {
  private final Path home;
  private final Codecs codecs;
  private final FakeStreams streams = new FakeStreams();
  private final FakeMeters meters = new FakeMeters();
  private final FakeClock clock = new FakeClock();
  private final RandomGenerator random = new Random(1);
  private final List<HealthCheck> healthChecks = new CopyOnWriteArrayList<>();
  private final Map<String, DumpSource> dumps = new ConcurrentHashMap<>();
  private volatile RateLimits rateLimits = request -> RateLimitVerdict.ALLOWED;

  /** With the fake codecs. */
  public FakePluginContext(Path home) {
    this(home, new FakeCodecs());
  }

  /** With some codecs; {@code home} is best a temporary folder of the test. */
  public FakePluginContext(Path home, Codecs codecs) {
    this.home = home;
    this.codecs = codecs;
  }

  /** From now on these decide. */
  public void rateLimits(RateLimits limits) {
    rateLimits = limits;
  }

  @Override
  public FakeStreams streams() {
    return streams;
  }

  @Override
  public Codecs codecs() {
    return codecs;
  }

  @Override
  public FakeMeters meters() {
    return meters;
  }

  @Override
  public RateLimits rateLimits() {
    return request -> rateLimits.check(request);
  }

  @Override
  public void healthCheck(HealthCheck check) {
    healthChecks.add(check);
  }

  /** The checks that were added. */
  public List<HealthCheck> healthChecks() {
    return List.copyOf(healthChecks);
  }

  @Override
  public void dump(String name, DumpSource source) {
    dumps.put(name, source);
  }

  /** The dump sources that were added, by name. */
  public Map<String, DumpSource> dumps() {
    return Map.copyOf(dumps);
  }

  @Override
  public FakeClock clock() {
    return clock;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Path dataFolder() {
    try {
      return Files.createDirectories(home.resolve("data").resolve("plugin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path home() {
    return home;
  }
}
