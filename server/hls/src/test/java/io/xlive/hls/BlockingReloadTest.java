package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingReloadTest {
  private static final StreamPath PATH = new StreamPath("live", "cam1");
  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(
              HlsConfig.class,
              Map.of("max-blocked-reloads-per-stream", "3", "max-blocked-reloads", "4")),
          Media.CODECS,
          new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final FakePublishedStream published = new FakePublishedStream(PATH, 1);

  @AfterEach
  void stop() {
    output.stop();
  }

  /** 5.2 s of media: segments 0 and 1 are complete, segment 2 has six parts of the picture. */
  private HlsStream start() {
    output.opened(published);
    published.write(Media.av(Media.START, Media.START + 5240, 2000));
    HlsStream stream = streams.find(PATH).orElseThrow();
    await().until(() -> stream.state(reload(2, 5)) == Goal.State.REACHED);
    return stream;
  }

  private static Goal.Reload reload(long msn, int part) {
    return new Goal.Reload(Bench.VIDEO, msn, part);
  }

  private static Goal hinted(long msn, int part) {
    return new Goal.Hinted(new MediaName.MediaPart(Bench.VIDEO, 1, msn, part));
  }

  @Test
  void whatIsThereIsReachedAndWhatComesNextIsAhead() {
    HlsStream stream = start();
    assertThat(stream.state(reload(0, Goal.WHOLE))).isEqualTo(Goal.State.REACHED);
    assertThat(stream.state(reload(1, Goal.WHOLE))).isEqualTo(Goal.State.REACHED);
    assertThat(stream.state(reload(2, Goal.WHOLE))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(reload(2, 6))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(reload(3, 0))).isEqualTo(Goal.State.AHEAD);
  }

  @Test
  void aPartBehindTheLastOneIsTheFirstOfTheNextSegment() {
    HlsStream stream = start();
    assertThat(stream.state(reload(1, 10))).isEqualTo(Goal.State.REACHED);
  }

  @Test
  void twoSegmentsAheadMayBeAskedForAndThreeMayNot() {
    HlsStream stream = start();
    assertThat(stream.state(reload(3, 0))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(reload(4, 0))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(reload(5, 0))).isEqualTo(Goal.State.BEYOND);
  }

  @Test
  void onlyThePartsThatMayComeNextAreWaitedFor() {
    HlsStream stream = start();
    assertThat(stream.state(hinted(2, 5))).isEqualTo(Goal.State.REACHED);
    assertThat(stream.state(hinted(2, 6))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(hinted(2, 7))).isEqualTo(Goal.State.BEYOND);
    assertThat(stream.state(hinted(3, 0))).isEqualTo(Goal.State.AHEAD);
    assertThat(stream.state(hinted(3, 1))).isEqualTo(Goal.State.BEYOND);
    assertThat(stream.state(hinted(1, 10))).isEqualTo(Goal.State.BEYOND);
  }

  @Test
  void thoseWhoWaitAreCalledOnceWhenThePartIsThere() {
    HlsStream stream = start();
    AtomicInteger called = new AtomicInteger();
    stream.await(reload(2, 6), called::incrementAndGet);
    stream.await(reload(2, 9), called::incrementAndGet);
    assertThat(streams.stats().blockedReloads()).isEqualTo(2);
    published.write(Media.av(Media.START + 5240, Media.START + 5480, 2000));
    await().until(() -> called.get() == 1);
    assertThat(streams.stats().blockedReloads()).isEqualTo(1);
    assertThat(stream.state(reload(2, 7))).isEqualTo(Goal.State.AHEAD);
  }

  @Test
  void theEndOfTheStreamLetsEverybodyGo() {
    HlsStream stream = start();
    AtomicInteger called = new AtomicInteger();
    stream.await(reload(3, 0), called::incrementAndGet);
    stream.await(hinted(2, 6), called::incrementAndGet);
    published.end(EndReason.FINISHED);
    await().until(() -> called.get() == 2);
    assertThat(streams.stats().blockedReloads()).isZero();
    assertThat(stream.state(reload(3, 0))).isEqualTo(Goal.State.REACHED);
    assertThat(stream.state(reload(99, 0))).as("it will never come").isEqualTo(Goal.State.REACHED);
    assertThat(stream.state(hinted(2, 9))).isEqualTo(Goal.State.BEYOND);
  }

  @Test
  void whoGaveUpIsNotCalled() {
    HlsStream stream = start();
    AtomicInteger called = new AtomicInteger();
    Waiting waiting = stream.await(reload(2, 6), called::incrementAndGet);
    assertThat(waiting.cancel()).isTrue();
    assertThat(waiting.cancel()).isFalse();
    stream.await(reload(2, 6), () -> called.addAndGet(10));
    published.write(Media.av(Media.START + 5240, Media.START + 5480, 2000));
    await().until(() -> called.get() == 10);
  }

  @Test
  void aStreamHasALimitOfThoseWhoWaitAndSoHasTheServer() {
    HlsStream stream = start();
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(stream.await(reload(3, 0), () -> {}));
    }
    assertThatThrownBy(() -> stream.await(reload(3, 0), () -> {}))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("hls.max-blocked-reloads-per-stream: 3");
    StreamPath otherPath = new StreamPath("live", "cam2");
    FakePublishedStream other = new FakePublishedStream(otherPath, 2);
    output.opened(other);
    HlsStream second = streams.find(otherPath).orElseThrow();
    second.await(reload(0, 0), () -> {});
    assertThatThrownBy(() -> second.await(reload(0, 0), () -> {}))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("hls.max-blocked-reloads: 4");
    waiting.getFirst().cancel();
    second.await(reload(0, 0), () -> {});
    assertThat(streams.stats().blockedReloads()).isEqualTo(4);
  }
}
