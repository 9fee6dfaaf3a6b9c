package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.SubscribeRequest.Start;
import io.xlive.spi.output.Subscription;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRingTest {
  private final HubFixture fixture = new HubFixture("max-readers", "2");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void playersAreCountedAndNotTheRingThatFeedsThem() {
    Publication publication = fixture.publish("live/a");
    Subscription one = seat();
    Subscription two = seat();
    Subscription ring = one.shared(BufferLimit.DEFAULT, Start.CACHED_GOP);
    publication.write(Frames.key(0));
    assertThat(fixture.hub.live().getFirst().viewers()).isEqualTo(Map.of("rtmp", 2));
    assertThatThrownBy(this::seat)
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.LIMIT_REACHED));
    two.close();
    two.close();
    assertThat(fixture.hub.live().getFirst().viewers()).isEqualTo(Map.of("rtmp", 1));
    ring.close();
    one.close();
    assertThat(fixture.hub.live().getFirst().viewers()).isEmpty();
    assertThat(fixture.events.stream().filter(StreamEvent.PlayStopped.class::isInstance))
        .hasSize(2);
  }

  @Test
  void framesGoToTheRingOnlyAndGoOnWhenTheRightThatOpenedItIsGone() {
    Publication publication = fixture.publish("live/a");
    Subscription right = seat();
    publication.write(Frames.key(0));
    Subscription ring = right.shared(BufferLimit.DEFAULT, Start.CACHED_GOP);
    publication.write(Frames.delta(40));
    assertThat(HubFixture.drain(right)).isEmpty();
    assertThat(HubFixture.drain(ring)).containsExactly("video 10000 K---", "video 10040 ----");
    right.close();
    publication.write(Frames.delta(80));
    assertThat(HubFixture.drain(ring)).containsExactly("video 10080 ----");
  }

  @Test
  void theEndIsToldToTheRightAndToTheRing() {
    Publication publication = fixture.publish("live/a");
    Subscription right = seat();
    Subscription ring = right.shared(BufferLimit.DEFAULT, Start.CACHED_GOP);
    publication.write(Frames.key(0));
    publication.end(EndReason.FINISHED);
    assertThat(right.ended()).contains(EndReason.FINISHED);
    assertThat(ring.ended()).contains(EndReason.FINISHED);
    assertThat(HubFixture.drain(ring)).hasSize(1);
    Subscription late = right.shared(BufferLimit.DEFAULT, Start.CACHED_GOP);
    assertThat(late.ended()).contains(EndReason.FINISHED);
    assertThat(HubFixture.drain(late)).isEmpty();
  }

  private Subscription seat() {
    return fixture.subscribe("live/a", Start.NO_FRAMES, BufferLimit.DEFAULT);
  }
}
