package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class QuietLogTest {
  private final FakeClock clock = new FakeClock();
  private final Lines lines = new Lines();
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

  private static final class Lines extends AbstractLogger {
    private static final long serialVersionUID = 1L;
    final transient List<String> written = new ArrayList<>();

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable cause) {
      if (level == Level.WARN) {
        written.add(MessageFormatter.basicArrayFormat(message, arguments));
      }
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
