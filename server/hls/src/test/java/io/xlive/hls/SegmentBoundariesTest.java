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

  @ParameterizedTest
  @CsvSource({"500, 1, 1300", "1000, 1, 1300", "2000, 2, 2300", "2500, 3, 3300", "6000, 6, 6300"})
  void theTargetIsTheWantedDurationAndNothingRoundsAboveIt(long wanted, int target, long limit) {
    TargetDuration durations = new TargetDuration(Duration.ofMillis(wanted));
    assertThat(durations.seconds()).isEqualTo(target);
    assertThat(durations.limitNanos()).isEqualTo(limit * 1_000_000);
  }
}
