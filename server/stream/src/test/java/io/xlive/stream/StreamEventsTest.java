package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.media.StreamPath;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamEventsTest {
  private final List<StreamEvent> heard = new CopyOnWriteArrayList<>();

  @Test
  void eachListenerHearsAllInOrder() {
    try (StreamEvents events = new StreamEvents(1000)) {
      events.add("a", heard::add);
      for (int i = 0; i < 500; i++) {
        events.accept(event(i));
      }
      await().until(() -> heard.size() == 500);
      assertThat(heard)
          .extracting(e -> e.path().name())
          .startsWith("n0", "n1", "n2")
          .endsWith("n499");
      assertThat(events.lost()).isZero();
    }
  }

  @Test
  void aSlowListenerLosesItsOwnEventsOnly() throws InterruptedException {
    CountDownLatch hang = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    try (StreamEvents events = new StreamEvents(4)) {
      events.add(
          "slow",
          event -> {
            busy.countDown();
            try {
              hang.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      events.accept(event(0));
      busy.await();
      for (int i = 1; i <= 4; i++) {
        events.accept(event(i));
      }
      assertThat(events.lost()).isZero();
      events.accept(event(5));
      assertThat(events.lost()).isEqualTo(1);
      events.add("quick", heard::add);
      events.accept(event(6));
      await().until(() -> heard.size() == 1);
      assertThat(events.lost()).isEqualTo(2);
      hang.countDown();
    }
  }

  @Test
  void aListenerThatThrowsGoesOn() {
    try (StreamEvents events = new StreamEvents(100)) {
      events.add(
          "broken",
          event -> {
            heard.add(event);
            throw new IllegalStateException("broken");
          });
      events.accept(event(0));
      events.accept(event(1));
      await().until(() -> heard.size() == 2);
    }
  }

  @Test
  void aRemovedListenerHearsNothing() {
    try (StreamEvents events = new StreamEvents(100)) {
      StreamEvents.Registration registration = events.add("a", heard::add);
      events.accept(event(0));
      await().until(() -> heard.size() == 1);
      registration.close();
      events.accept(event(1));
      events.add("b", heard::add);
      events.accept(event(2));
      await().until(() -> heard.size() == 2);
      assertThat(heard).extracting(e -> e.path().name()).containsExactly("n0", "n2");
    }
  }

  private static StreamEvent event(int number) {
    return new StreamEvent.TracksChanged(
        new StreamPath("live", "n" + number), Instant.EPOCH, List.of());
  }
}
