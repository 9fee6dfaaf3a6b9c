package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.output.Subscription;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamHubTest {
  private final HubFixture fixture = new HubFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void framesReachEveryReaderInOrder() {
    Publication publication = fixture.publish("live/a");
    Subscription one = fixture.subscribe("live/a");
    Subscription two = fixture.subscribe("live/a");
    publication.write(Frames.key(0));
    publication.write(Frames.sound(5));
    publication.write(Frames.delta(40));
    assertThat(HubFixture.drain(one))
        .containsExactly("video 10000 K---", "audio 10005 K---", "video 10040 ----");
    assertThat(HubFixture.drain(two)).hasSize(3);
  }

  @Test
  void aSecondPublisherIsRefused() {
    Publication first = fixture.publish("live/a");
    assertThatThrownBy(() -> fixture.publish("live/a"))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.STREAM_BUSY));
    assertThat(first.open()).isTrue();
    first.end(EndReason.FINISHED);
    assertThat(fixture.publish("live/a").open()).isTrue();
  }

  @Test
  void nobodyPlaysWhatNobodyPublishes() {
    assertThatThrownBy(() -> fixture.subscribe("live/none"))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.STREAM_NOT_FOUND));
  }

  @Test
  void theEndReachesReadersBehindTheLastFrame() {
    Publication publication = fixture.publish("live/a");
    Subscription reader = fixture.subscribe("live/a");
    publication.write(Frames.key(0));
    publication.end(EndReason.FINISHED);
    publication.end(EndReason.LOST);
    publication.write(Frames.key(40));
    assertThat(HubFixture.drain(reader)).containsExactly("video 10000 K---");
    assertThat(reader.ended()).contains(EndReason.FINISHED);
    assertThat(publication.ended().toCompletableFuture()).isCompletedWithValue(EndReason.FINISHED);
    assertThat(fixture.hub.size()).isZero();
  }

  @Test
  void anOperatorEndsAPublication() {
    Publication publication = fixture.publish("live/a");
    assertThat(fixture.hub.kick(publication.path())).isTrue();
    assertThat(publication.ended().toCompletableFuture()).isCompletedWithValue(EndReason.KICKED);
    assertThat(fixture.hub.kick(publication.path())).isFalse();
  }

  @Test
  void tenThousandNamesLeaveNothing() {
    for (int i = 0; i < 10_000; i++) {
      Publication publication = fixture.publish("live/n" + i);
      Subscription reader = i % 10 == 0 ? fixture.subscribe("live/n" + i) : null;
      publication.write(Frames.key(0));
      publication.end(i % 2 == 0 ? EndReason.LOST : EndReason.FINISHED);
      if (reader != null) {
        reader.close();
      }
    }
    assertThat(fixture.hub.size()).isZero();
    assertThat(fixture.hub.live()).isEmpty();
    assertThat(fixture.hub.heldBytes()).isZero();
  }

  @Test
  void eventsComeInOrder() {
    Publication publication = fixture.publish("live/a");
    Subscription reader = fixture.subscribe("live/a");
    publication.write(Frames.key(0));
    reader.sent(1_000);
    reader.sent(23);
    fixture.clock.advanceMillis(1_500);
    reader.close();
    publication.end(EndReason.FINISHED);
    assertThat(fixture.events)
        .filteredOn(StreamEvent.PlayStopped.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            StreamEvent.PlayStopped.class,
            e -> {
              assertThat(e.duration()).isEqualTo(Duration.ofMillis(1_500));
              assertThat(e.bytes()).isEqualTo(1_023);
            });
    assertThat(fixture.events.stream().map(e -> e.getClass().getSimpleName()))
        .containsExactly("Published", "PlayStarted", "TracksChanged", "PlayStopped", "Unpublished");
    assertThat(fixture.events.getLast())
        .isInstanceOfSatisfying(
            StreamEvent.Unpublished.class,
            e -> assertThat(e.reason()).isEqualTo(EndReason.FINISHED));
  }

  @Test
  void aStopEndsAllAndRefusesMore() {
    Publication publication = fixture.publish("live/a");
    fixture.hub.close();
    assertThat(publication.ended().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(1))
        .isEqualTo(EndReason.SHUTDOWN);
    assertThatThrownBy(() -> fixture.publish("live/b"))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.SHUTTING_DOWN));
  }
}
