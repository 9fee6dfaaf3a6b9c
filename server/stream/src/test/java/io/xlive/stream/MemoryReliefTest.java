package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when media take nearly all of the memory that they may. */
class MemoryReliefTest {
  private static final long MOST = 10L << 20;
  private static final long FULL = MOST / 100 * 90;
  private static final long OVERFULL = MOST / 100 * 95;

  private final HubFixture fixture = new HubFixture("memory", "10MiB");
  private final Publication small = fixture.publish("live/small");
  private final Publication large = fixture.publish("live/large");

  @BeforeEach
  void fill() {
    small.write(Frames.key(0));
    large.write(Frames.frame(Frames.VIDEO, 0, Frames.key(0).flags(), 1 << 20));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Sets how much is held in all. */
  private void held(long bytes) {
    fixture.otherMedia.set(bytes - fixture.hub.heldBytes());
  }

  @Test
  void nobodySuffersBelow95Percent() {
    held(OVERFULL - 1);
    fixture.hub.relieve();
    assertThat(small.open() && large.open()).isTrue();
    assertThat(fixture.hub.endedForMemory()).isZero();
  }

  @Test
  void whoHoldsMostIsEndedAt95Percent() {
    held(OVERFULL);
    fixture.hub.relieve();
    assertThat(large.ended().toCompletableFuture()).isCompletedWithValue(EndReason.REFUSED);
    assertThat(small.open()).isTrue();
    assertThat(fixture.hub.endedForMemory()).isEqualTo(1);
  }

  @Test
  void whatEndedStreamsLeftBehindGoesFirst() {
    held(OVERFULL);
    fixture.releasable.set(OVERFULL - FULL + 1);
    fixture.hub.relieve();
    assertThat(small.open() && large.open()).isTrue();
    assertThat(fixture.hub.heldBytes() + fixture.otherMedia.get()).isLessThan(FULL);
    fixture.publish("live/new").end(EndReason.FINISHED);
  }

  @Test
  void theNextOneHasToGoOnlyWhenTheFirstOneDidNotHelp() {
    held(OVERFULL + (1 << 19));
    fixture.hub.relieve();
    assertThat(large.open()).isFalse();
    fixture.otherMedia.set(OVERFULL);
    for (int look = 0; look < 4; look++) {
      fixture.hub.relieve();
      assertThat(small.open()).as("look %d", look).isTrue();
    }
    fixture.hub.relieve();
    assertThat(small.open()).isFalse();
  }

  @Test
  void theShareOfAHeapLeavesRoomForTheServer() {
    assertThat(MemoryBudget.share(96L << 20)).isEqualTo(16L << 20);
    assertThat(MemoryBudget.share(64L << 20)).isEqualTo(8L << 20);
    assertThat(MemoryBudget.share(4096L << 20)).isEqualTo(2016L << 20);
  }

  @Test
  void aRunningHubLooksByItself() {
    held(OVERFULL);
    fixture.hub.start();
    assertThat(large.ended().toCompletableFuture().join()).isEqualTo(EndReason.REFUSED);
    assertThat(fixture.hub.live().stream().map(status -> status.path().toString()))
        .containsExactly("live/small");
  }
}
