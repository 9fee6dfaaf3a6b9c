package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Meters;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MicroProfileMetersTest {
  private final MicroProfileMeters meters = new MicroProfileMeters();

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
