package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.Ticks;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentReadingTest {
  private static final StreamPath PATH = new StreamPath("live", "cam1");
  private static final List<MediaFrame> FRAMES = Media.av(Media.START, Media.START + 9_100, 2000);
  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(
              HlsConfig.class,
              Map.of("max-blocked-reloads-per-stream", "3", "max-blocked-reloads", "4")),
          Media.CODECS,
          new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final FakePublishedStream published = new FakePublishedStream(PATH, 1);
  private int pushed;

  @AfterEach
  void stop() {
    output.stop();
  }

  private HlsStream start() {
    output.opened(published);
    push(5240);
    HlsStream stream = streams.find(PATH).orElseThrow();
    await().until(() -> stream.state(new Goal.Reload(Bench.VIDEO, 2, 5)) == Goal.State.REACHED);
    return stream;
  }

  private void push(long untilMillis) {
    List<MediaFrame> now =
        FRAMES.stream()
            .skip(pushed)
            .takeWhile(
                f ->
                    Ticks.toNanos(f.dts(), f.format().timescale()) / 1_000_000
                        < Media.START + untilMillis)
            .toList();
    pushed += now.size();
    published.write(now);
  }

  private static MediaName.MediaSegment segment(long number) {
    return new MediaName.MediaSegment(Bench.VIDEO, 1, number);
  }

  @Test
  void onlyTheSegmentThatGrowsAndTheNextAreRead() {
    HlsStream stream = start();
    assertThat(stream.reading(segment(1))).as("complete").isEmpty();
    assertThat(stream.reading(segment(4))).as("too far ahead").isEmpty();
    assertThat(stream.reading(new MediaName.MediaSegment(Bench.VIDEO, 7, 2))).isEmpty();
    try (SegmentReading growing = stream.reading(segment(2)).orElseThrow();
        SegmentReading next = stream.reading(segment(3)).orElseThrow()) {
      assertThat(growing.next().orElseThrow().pieces()).hasSize(6);
      assertThat(growing.next().orElseThrow().pieces()).as("handed out once").isEmpty();
      assertThat(next.next().orElseThrow().pieces()).isEmpty();
      assertThat(streams.stats().blockedReloads()).isEqualTo(2);
    }
    assertThat(streams.stats().blockedReloads()).isZero();
  }

  @Test
  void readersOfAGrowingSegmentGetTheBytesOfTheFinishedOne() {
    HlsStream stream = start();
    List<Bytes> read = new ArrayList<>();
    try (SegmentReading growing = stream.reading(segment(2)).orElseThrow()) {
      boolean last = false;
      long until = 5240;
      while (!last) {
        SegmentReading.Step step = growing.next().orElseThrow();
        read.addAll(step.pieces());
        last = step.last();
        if (!last) {
          AtomicInteger woken = new AtomicInteger();
          growing.await(woken::incrementAndGet);
          until += 200;
          push(until);
          await().until(() -> woken.get() == 1);
        }
      }
    }
    HlsFile.Media whole = (HlsFile.Media) stream.file(segment(2)).orElseThrow();
    assertThat(read).hasSizeGreaterThan(9);
    assertThat(joined(read)).isEqualTo(joined(whole.pieces()));
  }

  @Test
  void theEndOfAStreamEndsASegmentThatGrew() {
    HlsStream stream = start();
    try (SegmentReading growing = stream.reading(segment(2)).orElseThrow();
        SegmentReading next = stream.reading(segment(3)).orElseThrow()) {
      growing.next();
      AtomicInteger woken = new AtomicInteger();
      growing.await(woken::incrementAndGet);
      next.await(woken::incrementAndGet);
      published.end(EndReason.FINISHED);
      await().until(() -> woken.get() == 2);
      assertThat(growing.next().orElseThrow().last()).isTrue();
      assertThat(next.next()).as("never begun").isEmpty();
    }
  }

  @Test
  void readersCountAsRequestsThatWait() {
    HlsStream stream = start();
    SegmentReading first = stream.reading(segment(2)).orElseThrow();
    stream.reading(segment(2)).orElseThrow();
    stream.reading(segment(2)).orElseThrow();
    assertThatThrownBy(() -> stream.reading(segment(2)))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("hls.max-blocked-reloads-per-stream");
    first.close();
    first.close();
    assertThat(stream.reading(segment(2))).isPresent();
    assertThatThrownBy(() -> stream.reading(segment(2))).isInstanceOf(XliveException.class);
  }

  @Test
  void whoGaveUpIsNotCalled() {
    HlsStream stream = start();
    AtomicInteger woken = new AtomicInteger();
    SegmentReading growing = stream.reading(segment(2)).orElseThrow();
    growing.next();
    growing.await(woken::incrementAndGet);
    assertThat(growing.cancel()).isTrue();
    assertThat(growing.cancel()).isFalse();
    growing.close();
    growing.await(woken::incrementAndGet);
    push(9_100);
    await().until(() -> stream.file(segment(2)).isPresent());
    assertThat(woken).hasValue(0);
  }

  private static Bytes joined(List<Bytes> pieces) {
    BytesBuilder sum = new BytesBuilder();
    pieces.forEach(sum::bytes);
    return sum.build();
  }
}
