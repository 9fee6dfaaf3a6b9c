package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.testkit.ConfigDefaults;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentBoundariesTest {
  private static final long LIMIT = 4000;
  private final SegmentBoundaries boundaries =
      new SegmentBoundaries(ConfigDefaults.of(HlsConfig.class));

  @ParameterizedTest(name = "{0} ms, key {1}, after key {2}: cut {3}")
  @CsvSource({
    "1997, true, true, false",
    "1998, true, true, true",
    "2000, true, true, true",
    "2000, false, true, false",
    "3999, false, true, false",
    "4000, false, true, true",
    "249, true, false, false",
    "997, true, false, false",
    "998, true, false, true",
    "1500, false, false, false",
    "9000, false, false, true",
    "0, true, true, false",
    "-5, true, true, false",
  })
  void byTime(long millis, boolean key, boolean independent, boolean cut) {
    assertThat(boundaries.cut(millis * 1_000_000, key, 1, LIMIT * 1_000_000, independent))
        .isEqualTo(cut);
  }

  @ParameterizedTest(name = "{0} bytes: cut {1}")
  @CsvSource({"33554431, false", "33554432, false", "33554433, true"})
  void bySize(long bytes, boolean cut) {
    assertThat(boundaries.cut(100_000_000, false, bytes, LIMIT * 1_000_000, true)).isEqualTo(cut);
  }

  @Test
  void tinyGroupsMakeAtMostFourSegmentsASecond() {
    assertThat(boundaries.cut(249_999_999, true, 1, 200_000_000, true)).isFalse();
    assertThat(boundaries.cut(250_000_000, true, 1, 200_000_000, true)).isTrue();
  }

  @ParameterizedTest(name = "wanted {0} ms, first {1} ms: target {2} s, limit {3} ms")
  @CsvSource({
    "2000, 1990, 2, 2300",
    "2000, 2300, 2, 2300",
    "2000, 2301, 4, 4000",
    "2000, 4000, 4, 4000",
    "1000, 1000, 1, 1300",
    "1500, 1500, 2, 2300",
    "1500, 2900, 3, 3000",
    "500, 500, 1, 1000",
  })
  void targetDurationHolds(long wanted, long first, int target, long limit) {
    TargetDuration durations = new TargetDuration(Duration.ofMillis(wanted));
    assertThat(durations.choose(first * 1_000_000)).isEqualTo(target);
    assertThat(durations.limitNanos(target)).isEqualTo(limit * 1_000_000);
    assertThat(Math.round((limit + 100) / 1000.0)).isLessThanOrEqualTo(target);
  }
}
