package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest.Start;
import io.xlive.spi.output.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStreamTest {
  private final HubFixture fixture = new HubFixture("slow-reader-timeout", "10s");

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aLateReaderGetsStateAndTheGroupOfPictures() {
    Publication publication = fixture.publish("live/a");
    publication.write(Frames.meta(0, 7));
    publication.write(Frames.key(0));
    publication.write(Frames.meta(10, 8));
    publication.write(Frames.key(40));
    publication.write(Frames.sound(45));
    Subscription late = fixture.subscribe("live/a");
    assertThat(HubFixture.drain(late)).as("the writer takes it in with the next frame").isEmpty();
    publication.write(Frames.delta(80));
    assertThat(HubFixture.drain(late))
        .containsExactly(
            "data 10045 K---", "video 10040 K---", "audio 10045 K---", "video 10080 ----");
  }

  @Test
  void aReaderMayWaitForTheNextKeyFrame() {
    Publication publication = fixture.publish("live/a");
    publication.write(Frames.key(0));
    Subscription late = fixture.subscribe("live/a", Start.NEXT_KEY, BufferLimit.DEFAULT);
    publication.write(Frames.delta(40));
    publication.write(Frames.sound(50));
    publication.write(Frames.key(80));
    assertThat(HubFixture.drain(late)).containsExactly("video 10080 K---");
  }

  @Test
  void withoutTheCacheEveryReaderWaitsForTheNextKeyFrame() {
    try (HubFixture plain = new HubFixture("gop-cache", "false")) {
      Publication publication = plain.publish("live/a");
      publication.write(Frames.key(0));
      Subscription late = plain.subscribe("live/a", Start.CACHED_GOP, BufferLimit.DEFAULT);
      assertThat(late.cachedGop()).isFalse();
      assertThat(late.shared(BufferLimit.DEFAULT, Start.CACHED_GOP).cachedGop()).isFalse();
      publication.write(Frames.delta(40));
      publication.write(Frames.key(80));
      assertThat(HubFixture.drain(late)).containsExactly("video 10080 K---");
    }
    assertThat(fixture.publish("live/a").open()).isTrue();
    assertThat(fixture.subscribe("live/a").cachedGop()).isTrue();
  }

  @Test
  void aReaderGetsNoLargerBufferThanTheConfigurationAllows() {
    try (HubFixture small =
        new HubFixture("subscription-buffer", "1s", "subscription-bytes", "64KiB")) {
      Publication publication = small.publish("live/a");
      publication.write(Frames.key(0));
      BufferLimit large = new BufferLimit(Duration.ofMinutes(1), 1L << 30);
      Subscription reader = small.subscribe("live/a", Start.NEXT_KEY, large);
      publication.write(Frames.key(40));
      publication.write(Frames.delta(1_040));
      assertThat(reader.dropped()).as("a second waits").isZero();
      publication.write(Frames.delta(1_041));
      assertThat(reader.dropped()).as("more than a second").isPositive();
      Subscription modest =
          small.subscribe(
              "live/a", Start.NEXT_KEY, new BufferLimit(Duration.ofMillis(100), 1L << 30));
      publication.write(Frames.key(1_080));
      publication.write(Frames.delta(1_181));
      assertThat(modest.dropped()).as("more than what it asked for").isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"32767, false", "32768, false", "32769, true"})
  void norOneOfMoreBytes(int second, boolean dropped) {
    try (HubFixture small = new HubFixture("subscription-bytes", "64KiB")) {
      Publication publication = small.publish("live/a");
      BufferLimit large = new BufferLimit(Duration.ofMinutes(1), 1L << 30);
      Subscription reader = small.subscribe("live/a", Start.NEXT_KEY, large);
      publication.write(Frames.frame(Frames.VIDEO, 0, FrameFlags.KEY, 32_768));
      publication.write(Frames.frame(Frames.VIDEO, 40, FrameFlags.NONE, second));
      assertThat(reader.dropped() > 0).isEqualTo(dropped);
    }
  }

  @Test
  void soundGoesOnAloneWhenTheVideoFallsSilent() {
    Publication publication = fixture.publish("live/a");
    publication.write(Frames.key(0));
    publication.write(Frames.sound(0));
    for (int at = 1000; at <= 12_000; at += 1000) {
      publication.write(Frames.sound(at));
    }
    Subscription late = fixture.subscribe("live/a", Start.NEXT_KEY, BufferLimit.DEFAULT);
    publication.write(Frames.sound(12_020));
    assertThat(HubFixture.drain(late)).containsExactly("audio 22020 K---");
  }

  @Test
  void outputsMissNothing() {
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    fixture.outputs.add(
        output(
            stream -> subscription.set(stream.subscribe(BufferLimit.DEFAULT, Start.CACHED_GOP))));
    Publication publication = fixture.publish("live/a");
    publication.write(Frames.sound(0));
    publication.write(Frames.key(5));
    assertThat(HubFixture.drain(subscription.get()))
        .containsExactly("audio 10000 K---", "video 10005 K---");
    assertThat(fixture.hub.live().getFirst().viewers()).as("an output is no viewer").isEmpty();
  }

  @Test
  void anOutputThatFailsOrHangsHoldsNobodyUp() {
    CountDownLatch hang = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    fixture.outputs.add(
        output(
            stream -> {
              throw new IllegalStateException("broken");
            }));
    fixture.outputs.add(output(stream -> told.incrementAndGet()));
    fixture.outputs.add(
        output(
            stream -> {
              try {
                hang.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    long before = System.nanoTime();
    Publication publication = fixture.publish("live/a");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    assertThat(told).hasValue(1);
    assertThat(publication.open()).isTrue();
    hang.countDown();
  }

  @Test
  void anEndWhileOutputsAreToldIsTheEnd() {
    fixture.outputs.add(output(stream -> fixture.hub.kick(stream.path())));
    Publication publication = fixture.publish("live/a");
    assertThat(publication.open()).isFalse();
    assertThat(publication.ended().toCompletableFuture()).isCompletedWithValue(EndReason.KICKED);
    assertThat(fixture.hub.size()).isZero();
  }

  @Test
  void readersAreToldOfFramesAndOfTheEndOnce() {
    Publication publication = fixture.publish("live/a");
    Subscription reader = fixture.subscribe("live/a");
    List<String> told = new ArrayList<>();
    reader.signal(recorder(told));
    publication.write(Frames.key(0));
    publication.end(EndReason.LOST);
    assertThat(told).containsExactly("video 10000 K---", "end LOST");
    List<String> late = new ArrayList<>();
    reader.signal(recorder(late));
    assertThat(late).as("told already").isEmpty();
  }

  @Test
  void whoAsksAfterTheEndIsToldAtOnce() {
    Publication publication = fixture.publish("live/a");
    Subscription reader = fixture.subscribe("live/a");
    publication.end(EndReason.FINISHED);
    List<String> told = new ArrayList<>();
    reader.signal(recorder(told));
    assertThat(told).containsExactly("end FINISHED");
  }

  @Test
  void aReaderThatNeverReadsCostsItsBufferAndIsClosedInTheEnd() {
    Publication publication = fixture.publish("live/a");
    Subscription dead = fixture.subscribe("live/a");
    Subscription alive = fixture.subscribe("live/a");
    int seen = 0;
    for (int at = 0; at < 20_000; at += 40) {
      publication.write(at % 1000 == 0 ? Frames.key(at) : Frames.delta(at));
      seen += HubFixture.drain(alive).size();
    }
    assertThat(seen).as("nobody else notices").isEqualTo(500);
    assertThat(alive.dropped()).isZero();
    assertThat(dead.dropped()).isGreaterThan(100);
    assertThat(dead.ended()).contains(EndReason.REFUSED);
    assertThat(dead.waitingMillis()).isLessThanOrEqualTo(2000);
    assertThat(HubFixture.drain(dead)).as("what waits may still be read").hasSize(51);
    dead.close();
    assertThat(fixture.hub.find(publication.path()).orElseThrow().readerDrops())
        .isEqualTo(dead.dropped());
  }

  @Test
  void aReaderThatBreaksIsClosedAndTheOthersGoOn() {
    Publication publication = fixture.publish("live/a");
    Subscription broken = fixture.subscribe("live/a");
    Subscription good = fixture.subscribe("live/a");
    broken.signal(
        new FrameSignal() {
          @Override
          public void offered(MediaFrame frame) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void ended(EndReason reason) {
            throw new IllegalStateException("broken");
          }
        });
    publication.write(Frames.key(0));
    publication.write(Frames.delta(40));
    assertThat(HubFixture.drain(good)).hasSize(2);
    assertThat(broken.ended()).contains(EndReason.REFUSED);
    publication.end(EndReason.FINISHED);
    assertThat(good.ended()).contains(EndReason.FINISHED);
  }

  @Test
  void framesOfMoreTracksThanAllowedAreDropped() {
    try (HubFixture few = new HubFixture("max-tracks", "2")) {
      Publication publication = few.publish("live/a");
      publication.write(Frames.key(0));
      publication.write(Frames.sound(0));
      publication.write(Frames.frame(Frames.audio(1, 1000), 0, FrameFlags.KEY, 1));
      StreamStatus status = few.hub.find(publication.path()).orElseThrow();
      assertThat(status.tracks()).hasSize(2);
      assertThat(status.frameDrops()).isEqualTo(1);
    }
  }

  @Test
  void theStatusShowsWhatIsMeasured() {
    Publication publication = fixture.publish("live/a");
    assertThat(fixture.hub.live().getFirst().state()).isEqualTo(StreamStatus.State.WAITING);
    Subscription viewer = fixture.subscribe("live/a");
    for (int i = 0; i <= 250; i++) {
      publication.write(
          i % 50 == 0
              ? Frames.frame(Frames.VIDEO, i * 40L, FrameFlags.KEY, 1000)
              : Frames.frame(Frames.VIDEO, i * 40L, FrameFlags.NONE, 1000));
      HubFixture.drain(viewer);
    }
    StreamStatus status = fixture.hub.live().getFirst();
    assertThat(status.state()).isEqualTo(StreamStatus.State.LIVE);
    assertThat(status.gopMillis()).isEqualTo(2000);
    assertThat(status.frames()).isEqualTo(251);
    assertThat(status.bytes()).isEqualTo(251_000);
    assertThat(status.viewers()).containsOnly(java.util.Map.entry("rtmp", 1));
    TrackStatus track = status.tracks().getFirst();
    assertThat(track.framesPerSecond()).isCloseTo(25.0, within(0.01));
    assertThat(track.bitsPerSecond()).isEqualTo(200_000);
    viewer.close();
    assertThat(fixture.hub.live().getFirst().viewers()).isEmpty();
  }

  @Test
  void readersMayComeAndGoWhileFramesPass() {
    Publication publication = fixture.publish("live/a");
    AtomicInteger wrong = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int n = 0; n < 50; n++) {
                  try (Subscription reader = fixture.subscribe("live/a")) {
                    List<MediaFrame> frames = new CopyOnWriteArrayList<>();
                    await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> reader.drain(frames::add, 100) > 0);
                    if (!frames.getFirst().key()) {
                      wrong.incrementAndGet();
                    }
                  }
                }
                done.countDown();
              });
    }
    long at = 0;
    while (done.getCount() > 0) {
      publication.write(at % 10 == 0 ? Frames.key(at) : Frames.delta(at));
      at++;
      Thread.yield();
    }
    assertThat(wrong).hasValue(0);
    publication.write(Frames.key(at));
    assertThat(fixture.hub.live().getFirst().viewers()).isEmpty();
  }

  @Test
  void anEndInTheMiddleOfWritingComesAfterTheLastFrame() {
    for (int round = 0; round < 100; round++) {
      Publication publication = fixture.publish("live/r");
      Subscription reader = fixture.subscribe("live/r");
      List<String> told = new CopyOnWriteArrayList<>();
      reader.signal(recorder(told));
      publication.write(Frames.key(0));
      Thread.ofPlatform().start(() -> publication.end(EndReason.KICKED));
      int at = 1;
      while (publication.open()) {
        publication.write(Frames.delta(at++));
      }
      publication.ended().toCompletableFuture().join();
      assertThat(told.getLast()).isEqualTo("end KICKED");
      assertThat(told.stream().filter(t -> t.startsWith("end"))).hasSize(1);
    }
  }

  private static FrameSignal recorder(List<String> told) {
    return new FrameSignal() {
      @Override
      public void offered(MediaFrame frame) {
        told.add(HubFixture.text(frame));
      }

      @Override
      public void ended(EndReason reason) {
        told.add("end " + reason);
      }
    };
  }

  private static Output output(Consumer<PublishedStream> opened) {
    return new Output() {
      @Override
      public void opened(PublishedStream stream) {
        opened.accept(stream);
      }

      @Override
      public void start() {}

      @Override
      public void stop() {}
    };
  }
}
