package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.TrackId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who hears that somebody begins to wait. */
class WaitersTest {
  private static final Goal GOAL =
      new Goal.Hinted(new MediaName.MediaPart(new TrackId("video"), 1, 0, 0));

  private final AtomicInteger calls = new AtomicInteger();
  private final Waiters waiters = new Waiters(10, new AtomicInteger(), 10, calls::incrementAndGet);

  @Test
  void theFirstOfThoseWhoWaitIsTold() {
    Waiting one = waiters.add(GOAL, () -> {});
    Waiting two = waiters.add(GOAL, () -> {});
    assertThat(calls).hasValue(1);
    one.cancel();
    waiters.add(GOAL, () -> {}).cancel();
    assertThat(calls).as("one waits all the time").hasValue(1);
    two.cancel();
    waiters.add(GOAL, () -> {});
    assertThat(calls).hasValue(2);
  }

  @Test
  void whoTakesAPlaceCountsToo() {
    try (Waiters.Place place = waiters.place()) {
      assertThat(calls).hasValue(1);
      waiters.place().close();
      assertThat(calls).hasValue(1);
    }
    waiters.place().close();
    assertThat(calls).hasValue(2);
  }
}
