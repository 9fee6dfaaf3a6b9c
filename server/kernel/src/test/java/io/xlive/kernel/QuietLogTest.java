package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietLogTest {
  private final FakeClock clock = new FakeClock();
  private final LoggedWarnings lines = new LoggedWarnings();
  private final QuietLog log = new QuietLog(lines, clock);

  @Test
  void writeTenAMinuteOfAKindAndThenHowManyWereLeftOut() {
    for (int i = 0; i < 15; i++) {
      log.warn("a", "line " + i);
    }
    log.warn("b", "other");
    assertThat(lines.written).hasSize(11).contains("line 9", "other").doesNotContain("line 10");
    clock.advance(Duration.ofMillis(59_999));
    log.warn("a", "early");
    clock.advanceMillis(1);
    log.warn("a", "late");
    log.warn("a", "later");
    assertThat(lines.written.subList(11, lines.written.size()))
        .containsExactly("late (and 6 more of this kind, not shown)", "later");
  }
}
