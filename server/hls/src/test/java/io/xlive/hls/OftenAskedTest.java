package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OftenAskedTest {
  private static final StreamPath PATH = new StreamPath("live", "cam1");
  private static final MediaName VIDEO = new MediaName.MediaSegment(Bench.VIDEO, 1, 0);
  private static final MediaName TS = new MediaName.TsSegment(1, 0);

  private final HlsConfig config = ConfigDefaults.of(HlsConfig.class);
  private final FakeClock clock = new FakeClock();
  private final HlsStreams streams = new HlsStreams(config, Media.CODECS, clock);
  private final HlsOutput output = new HlsOutput(streams);

  @AfterEach
  void stop() {
    output.stop();
  }

  private void publishAndEnd() {
    FakePublishedStream published = new FakePublishedStream(PATH, 1);
    output.opened(published);
    published.write(Media.av(Media.START, Media.START + 6100, 2000));
    published.end(EndReason.FINISHED);
    await()
        .until(
            () -> streams.stats().perStream().stream().anyMatch(s -> s.ended() && !s.publishing()));
  }

  private HlsFile.Media ask(MediaName name) {
    return (HlsFile.Media) streams.find(PATH).orElseThrow().file(name).orElseThrow();
  }

  private DirectCopy askOften(MediaName name) {
    ask(name);
    ask(name);
    ask(name);
    return ask(name).direct().orElseThrow();
  }

  private static boolean gone(DirectCopy copy) throws IOException {
    return !copy.read(0, 1, slice -> {});
  }

  private static Bytes joined(List<Bytes> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(Bytes::length).sum()];
    int at = 0;
    for (Bytes piece : pieces) {
      piece.copyTo(0, all, at, piece.length());
      at += piece.length();
    }
    return Bytes.copyOf(all);
  }

  @Test
  void theFourthWhoAsksGetsACopyWithTheSameBytes() throws IOException {
    publishAndEnd();
    for (MediaName name : List.of(VIDEO, TS)) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(name).direct()).isEmpty();
      }
      HlsFile.Media fourth = ask(name);
      byte[] copied = new byte[(int) fourth.length()];
      int[] at = {0};
      fourth
          .direct()
          .orElseThrow()
          .read(
              0,
              copied.length,
              slice -> {
                int count = slice.remaining();
                slice.get(copied, at[0], count);
                at[0] += count;
              });
      assertThat(Bytes.copyOf(copied)).isEqualTo(joined(fourth.pieces()));
      assertThat(ask(name).direct()).containsSame(fourth.direct().get());
    }
  }

  @Test
  void copiesAreCountedAndReleasedBeforeStreams() throws IOException {
    publishAndEnd();
    long before = streams.heldBytes();
    DirectCopy copy = askOften(VIDEO);
    assertThat(streams.heldBytes()).isEqualTo(before + DirectMemory.CHUNK);
    assertThat(streams.release(1)).isEqualTo(DirectMemory.CHUNK);
    assertThat(gone(copy)).isTrue();
    assertThat(streams.heldBytes()).isEqualTo(before);
  }

  @Test
  void withAStreamGoItsCopies() throws IOException {
    publishAndEnd();
    DirectCopy copy = askOften(VIDEO);
    DirectCopy ts = askOften(TS);
    clock.advance(config.idleTimeout());
    streams.tick();
    assertThat(streams.find(PATH)).isEmpty();
    assertThat(gone(copy)).isTrue();
    assertThat(gone(ts)).isTrue();
  }

  @Test
  void withASegmentGoesItsCopyAndNoneIsMadeAnyMore() throws IOException {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 6100, 2000));
    DirectMemory memory = new DirectMemory(1 << 20);
    TrackSegment first = bench.window.find(1, 0).orElseThrow().track(Bench.VIDEO).orElseThrow();
    first.asked().ask(memory, first.bytes());
    first.asked().ask(memory, first.bytes());
    first.asked().ask(memory, first.bytes());
    DirectCopy copy = first.asked().ask(memory, first.bytes()).orElseThrow();
    bench.push(Media.av(Media.START + 6100, Media.START + 60_100, 2000));
    assertThat(bench.window.find(1, 0)).isPresent();
    assertThat(gone(copy)).isFalse();
    bench.pass(java.time.Duration.ofMinutes(1));
    bench.window.expire(bench.millis());
    assertThat(bench.window.find(1, 0)).isEmpty();
    assertThat(gone(copy)).isTrue();
    assertThat(
            IntStream.range(0, 10)
                .filter(i -> first.asked().ask(memory, first.bytes()).isPresent()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 9, 100})
  void whatOthersTookThePlaceOfIsCopiedAgainWhenItWasAskedForTwiceAsOften(int between) {
    DirectMemory one = new DirectMemory(DirectMemory.CHUNK);
    List<Bytes> media = List.of(Bytes.copyOf(new byte[1000]));
    OftenAsked mine = new OftenAsked();
    OftenAsked others = new OftenAsked();
    IntStream.range(0, 4).forEach(i -> mine.ask(one, media));
    IntStream.range(0, between).forEach(i -> others.ask(one, media));
    assertThat(mine.ask(one, media)).isEmpty();
    assertThat(mine.ask(one, media)).isEmpty();
    assertThat(mine.ask(one, media)).isEmpty();
    assertThat(mine.ask(one, media)).isPresent();
  }

  @Test
  void twoWhoFindNoneAtOnceGetOneCopy() throws Exception {
    DirectMemory memory = new DirectMemory(4L * DirectMemory.CHUNK);
    OftenAsked asked = new OftenAsked();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Bytes> media = List.of(Bytes.ofHex("0102"));
    List<Bytes> slow =
        new AbstractList<>() {
          @Override
          public Bytes get(int index) {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return media.get(index);
          }

          @Override
          public int size() {
            return media.size();
          }
        };
    for (int i = 0; i < 3; i++) {
      asked.ask(memory, media);
    }
    Thread fourth = Thread.ofPlatform().daemon().start(() -> asked.ask(memory, slow));
    begun.await();
    for (int i = 0; i < 3; i++) {
      assertThat(asked.ask(memory, media)).as("none yet").isEmpty();
    }
    Thread eighth = Thread.ofPlatform().daemon().start(() -> asked.ask(memory, media));
    await().until(() -> eighth.getState() == Thread.State.BLOCKED);
    goOn.countDown();
    fourth.join();
    eighth.join();
    assertThat(memory.heldBytes()).isEqualTo(DirectMemory.CHUNK);
  }
}
