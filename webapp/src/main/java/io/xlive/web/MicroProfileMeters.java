package io.xlive.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.smallrye.metrics.SharedMetricRegistries;
import io.smallrye.metrics.legacyapi.LegacyMetricRegistryAdapter;
import io.xlive.spi.Meters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * The server's measures as a MicroProfile metric registry over a Prometheus registry. SmallRye
 * keeps its meters in Micrometer's global registry, one for each class loader: two servers in one
 * container are two web applications and do not mix. Thread-safe.
 */
public final class MicroProfileMeters implements Meters {
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LegacyMetricRegistryAdapter registry;

  /** Micrometer holds what it measures weakly; a supplier that nobody holds would fall silent. */
  private final Map<MetricID, Object> measured = new HashMap<>();

  /** Joins the class loader's global registry, where the adapter puts every meter. */
  public MicroProfileMeters() {
    withoutRegistryOfSmallRye();
    Metrics.addRegistry(prometheus);
    registry =
        new LegacyMetricRegistryAdapter(MetricRegistry.APPLICATION_SCOPE, Metrics.globalRegistry);
  }

  /**
   * SmallRye's shared registries, which the adapter asks for a name at its first meter, add a
   * registry when their class is loaded. Nobody reads it: it would keep every measure a second
   * time, and Micrometer warns that it comes late.
   */
  private static void withoutRegistryOfSmallRye() {
    Set<MeterRegistry> before = Set.copyOf(Metrics.globalRegistry.getRegistries());
    Objects.requireNonNull(SharedMetricRegistries.getRegistryScopeNames());
    Set.copyOf(Metrics.globalRegistry.getRegistries()).stream()
        .filter(added -> !before.contains(added))
        .forEach(Metrics::removeRegistry);
  }

  /** The registry as MicroProfile has it. */
  public MetricRegistry registry() {
    return registry;
  }

  /** Adds measures that come and go, in Prometheus' own terms. */
  void add(Collector collector) {
    prometheus.getPrometheusRegistry().register(collector);
  }

  /** All measures in the Prometheus text format 0.0.4. */
  public String scrape() {
    return prometheus.scrape();
  }

  @Override
  public synchronized void counter(
      String name, String help, Map<String, String> tags, LongSupplier value) {
    replace(name, tags, value);
    registry.counter(metadata(name, help), value, LongSupplier::getAsLong, tags(tags));
  }

  @Override
  public synchronized void gauge(
      String name, String help, Map<String, String> tags, DoubleSupplier value) {
    replace(name, tags, value);
    registry.gauge(metadata(name, help), value, DoubleSupplier::getAsDouble, tags(tags));
  }

  @Override
  public synchronized Timing timing(String name, String help, Map<String, String> tags) {
    Timer timer = registry.timer(metadata(name, help), tags(tags));
    return nanos -> timer.update(Duration.ofNanos(nanos));
  }

  private void replace(String name, Map<String, String> tags, Object supplier) {
    MetricID id = new MetricID(name, tags(tags));
    registry.remove(id);
    measured.put(id, supplier);
  }

  private static Metadata metadata(String name, String help) {
    return Metadata.builder().withName(name).withDescription(help).build();
  }

  private static Tag[] tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> new Tag(entry.getKey(), entry.getValue()))
        .toArray(Tag[]::new);
  }
}
