package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.xlive.spi.Meters;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MicroProfileMetersTest {
  private final MicroProfileMeters meters = new MicroProfileMeters();

  @Test
  void nobodyElseKeepsTheMeasures() throws Exception {
    // In a class loader of its own, as a web application has it: the first use is what counts.
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(fresh);
      Class<?> type = fresh.loadClass(MicroProfileMeters.class.getName());
      type.getMethod("timing", String.class, String.class, Map.class)
          .invoke(type.getConstructor().newInstance(), "test_once", "x", Map.of());
      Object global = fresh.loadClass(Metrics.class.getName()).getField("globalRegistry").get(null);
      assertThat((Collection<?>) global.getClass().getMethod("getRegistries").invoke(global))
          .hasSize(1);
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void aCounterIsOneByTypeAndName() {
    AtomicLong count = new AtomicLong(3);
    meters.counter("test_things_total", "Things.", Map.of("kind", "a"), count::get);
    assertThat(meters.scrape())
        .contains("# TYPE test_things_total counter\n")
        .containsPattern("test_things_total\\{.*kind=\"a\".*} 3\\.0\n")
        .doesNotContain("test_things_total_total");
  }

  @Test
  void aGaugeAndATimingAreReadable() {
    meters.gauge("test_level_bytes", "Level.", Map.of(), () -> 1.5);
    Meters.Timing timing = meters.timing("test_wait_seconds", "Wait.", Map.of());
    timing.record(2_000_000_000L);
    assertThat(meters.scrape())
        .contains("# TYPE test_level_bytes gauge\n")
        .containsPattern("test_level_bytes(\\{.*})? 1\\.5\n")
        .containsPattern("test_wait_seconds_count(\\{.*})? 1\\.0\n")
        .containsPattern("test_wait_seconds_sum(\\{.*})? 2\\.0\n");
  }

  @Test
  void theSameNameAgainReplaces() {
    meters.gauge("test_replaced", "x", Map.of(), () -> 1);
    meters.gauge("test_replaced", "x", Map.of(), () -> 2);
    assertThat(meters.scrape()).containsPattern("test_replaced(\\{.*})? 2\\.0\n");
  }

  @Test
  void whatIsMeasuredIsKept() {
    AtomicLong value = new AtomicLong(7);
    meters.gauge("test_kept_bytes", "x", Map.of(), value::get);
    meters.counter("test_kept_total", "x", Map.of(), value::get);
    System.gc();
    value.set(8);
    assertThat(meters.scrape())
        .containsPattern("test_kept_bytes(\\{.*})? 8\\.0\n")
        .containsPattern("test_kept_total(\\{.*})? 8\\.0\n");
  }
}
