package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.scte35.SpliceSection;
import io.xlive.mediakit.scte35.SpliceSection.Command;
import io.xlive.spi.media.Bytes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplicesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long TICKS = 90_000;

  private final Set<String> left = new HashSet<>();
  private final Splices splices = new Splices(id -> !left.contains(id));
  private int count;

  /** What a section makes at a second; {@code variant} tells sections of one command apart. */
  private Optional<DateRange> say(
      long second, Command command, long event, int variant, Optional<Long> seconds) {
    Bytes section =
        Bytes.copyOf((byte) command.ordinal(), (byte) event, (byte) (event >> 8), (byte) variant);
    SpliceSection splice = new SpliceSection(command, event, seconds.map(s -> s * TICKS));
    TimedEvent told =
        new TimedEvent(
            TimedEvent.Kind.SPLICE,
            "onAdCue",
            section,
            Map.of(),
            seconds.map(s -> s * 1_000_000_000L),
            Optional.of(splice));
    return splices.range("r" + count++, START.plusSeconds(second), told, splice, 0);
  }

  private Optional<DateRange> say(long second, Command command, long event) {
    return say(second, command, event, 0, Optional.empty());
  }

  private static String last(Optional<DateRange> range) {
    return range.orElseThrow().tags().getLast().line();
  }

  @Test
  void aBreakThatIsToldAgainInOtherWordsIsStillOne() {
    Optional<DateRange> out = say(1, Command.OUT, 7);
    assertThat(say(2, Command.OUT, 7, 1, Optional.of(30L))).isEmpty();
    assertThat(last(say(3, Command.IN, 7)))
        .contains("ID=\"" + out.orElseThrow().id() + "\"", "DURATION=2.000000", "SCTE35-IN");
  }

  @Test
  void whatEndedDoesNotEndAgain() {
    say(1, Command.OUT, 7);
    assertThat(last(say(3, Command.IN, 7))).contains("ID=\"r0\"", "SCTE35-IN");
    assertThat(last(say(4, Command.IN, 7, 1, Optional.empty())))
        .contains("ID=\"r2\"", "SCTE35-CMD");
  }

  @Test
  void breaksOfOtherEventsAreOthers() {
    say(1, Command.OUT, 7);
    say(2, Command.OUT, 8);
    assertThat(last(say(3, Command.IN, 8))).contains("ID=\"r1\"", "DURATION=1.000000");
    assertThat(last(say(4, Command.IN, 7))).contains("ID=\"r0\"", "DURATION=3.000000");
  }

  @Test
  void aBreakMayRunOverItsPlanUntilItsRangeHasLeft() {
    say(1, Command.OUT, 7, 0, Optional.of(30L));
    say(1, Command.OUT, 8, 0, Optional.of(30L));
    assertThat(last(say(32, Command.IN, 7))).contains("ID=\"r0\"", "DURATION=31.000000");
    left.add("r1");
    assertThat(last(say(32, Command.IN, 8))).contains("ID=\"r3\"", "SCTE35-CMD");
  }

  @Test
  void sixtyFourAreKnownAndTheOneThatWasSilentLongestIsForgotten() {
    for (int event = 0; event < 64; event++) {
      assertThat(say(1, Command.OTHER, event)).isPresent();
    }
    for (int event = 0; event < 64; event++) {
      assertThat(say(2, Command.OTHER, event)).as("event %d again", event).isEmpty();
    }
    assertThat(say(3, Command.OTHER, 0, 1, Optional.empty())).as("something new").isPresent();
    assertThat(say(4, Command.OTHER, 64)).isPresent();
    assertThat(say(5, Command.OTHER, 0, 1, Optional.empty())).as("spoke since").isEmpty();
    assertThat(say(5, Command.OTHER, 2)).isEmpty();
    assertThat(say(5, Command.OTHER, 1)).as("forgotten").isPresent();
  }
}
