package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.BufferLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FrameRingTest {
  private static final int VIDEO = 0;
  private static final int AUDIO = 1;
  private static final int META = 2;

  @Test
  void beginsWithAnEntryPoint() {
    FrameRing ring = ring(10_000, 1 << 20);
    assertThat(ring.offer(Frames.delta(0), VIDEO, false, 0)).isFalse();
    assertThat(ring.offer(Frames.sound(10), AUDIO, false, 10)).isFalse();
    assertThat(ring.offer(Frames.key(40), VIDEO, true, 40)).isTrue();
    assertThat(ring.offer(Frames.sound(45), AUDIO, false, 45)).isTrue();
    assertThat(drain(ring, 10)).containsExactly("video 40 K---", "audio 45 K---");
    assertThat(ring.dropped()).as("what came before the beginning is no loss").isZero();
  }

  @Test
  void aSecondVideoTrackBeginsWithAKeyFrameOfItsOwn() {
    FrameRing ring = ring(10_000, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    assertThat(ring.offer(Frames.frame(Frames.video(1, 1000), 5, FrameFlags.NONE, 1), 3, false, 5))
        .isFalse();
    assertThat(ring.offer(Frames.frame(Frames.video(1, 1000), 45, FrameFlags.KEY, 1), 3, false, 45))
        .isTrue();
    assertThat(
            ring.offer(Frames.frame(Frames.video(1, 1000), 85, FrameFlags.NONE, 1), 3, false, 85))
        .isTrue();
  }

  @Test
  void holdsTheDurationAndNotAMillisecondMore() {
    FrameRing ring = ring(1000, 1 << 20);
    assertThat(ring.offer(Frames.key(0), VIDEO, true, 0)).isTrue();
    assertThat(ring.offer(Frames.delta(999), VIDEO, false, 999)).isTrue();
    assertThat(ring.offer(Frames.delta(1000), VIDEO, false, 1000)).isTrue();
    assertThat(ring.offer(Frames.delta(1001), VIDEO, false, 1001)).isFalse();
    assertThat(ring.dropped()).isEqualTo(1);
  }

  @Test
  void holdsTheBytesAndNotOneMore() {
    FrameRing ring = ring(60_000, 200);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    assertThat(ring.offer(Frames.frame(Frames.VIDEO, 40, FrameFlags.NONE, 99), VIDEO, false, 40))
        .isTrue();
    assertThat(ring.offer(Frames.frame(Frames.VIDEO, 80, FrameFlags.NONE, 1), VIDEO, false, 80))
        .isTrue();
    assertThat(ring.waitingBytes()).isEqualTo(200);
    assertThat(ring.offer(Frames.frame(Frames.VIDEO, 120, FrameFlags.NONE, 1), VIDEO, false, 120))
        .isFalse();
  }

  @Test
  void takesAnythingIntoAnEmptyRing() {
    FrameRing ring = ring(100, 10);
    assertThat(ring.offer(Frames.key(0), VIDEO, true, 0)).as("larger than the limit").isTrue();
    drain(ring, 1);
    assertThat(ring.offer(Frames.key(5000), VIDEO, true, 5000)).as("after a long silence").isTrue();
  }

  @Test
  void aSilenceIsNotTimeThatWaits() {
    FrameRing ring = ring(2000, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    drain(ring, 1);
    ring.offer(Frames.key(3000), VIDEO, true, 3000);
    assertThat(ring.offer(Frames.delta(3040), VIDEO, false, 3040)).isTrue();
  }

  @Test
  void dropsToTheNextKeyFrameAndSaysSo() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    ring.offer(Frames.delta(100), VIDEO, false, 100);
    assertThat(ring.offer(Frames.delta(140), VIDEO, false, 140)).isFalse();
    assertThat(drain(ring, 10)).hasSize(2);
    assertThat(ring.offer(Frames.delta(180), VIDEO, false, 180))
        .as("there is room, but no entry")
        .isFalse();
    assertThat(ring.offer(Frames.sound(190), AUDIO, false, 190)).isFalse();
    assertThat(ring.offer(Frames.key(220), VIDEO, true, 220)).isTrue();
    assertThat(ring.offer(Frames.sound(225), AUDIO, false, 225)).isTrue();
    assertThat(drain(ring, 10)).containsExactly("video 220 K--g", "audio 225 K---");
    assertThat(ring.dropped()).isEqualTo(3);
  }

  @Test
  void aKeyFrameWithoutRoomIsDroppedToo() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    ring.offer(Frames.delta(140), VIDEO, false, 140);
    assertThat(ring.offer(Frames.key(180), VIDEO, true, 180)).isFalse();
    drain(ring, 10);
    assertThat(ring.offer(Frames.delta(220), VIDEO, false, 220)).isFalse();
    assertThat(ring.offer(Frames.key(260), VIDEO, true, 260)).isTrue();
  }

  @Test
  void withoutVideoItGoesOnAsSoonAsThereIsRoom() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.sound(0), AUDIO, true, 0);
    ring.offer(Frames.sound(100), AUDIO, true, 100);
    ring.offer(Frames.sound(120), AUDIO, true, 120);
    drain(ring, 10);
    ring.offer(Frames.sound(140), AUDIO, true, 140);
    assertThat(drain(ring, 10)).containsExactly("audio 140 K--g");
  }

  @Test
  void aBreakThatWasDroppedIsToldLater() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    ring.offer(Frames.sound(1), AUDIO, false, 1);
    ring.offer(Frames.delta(140), VIDEO, false, 140);
    ring.offer(
        Frames.frame(Frames.AUDIO, 145, FrameFlags.KEY.withDiscontinuity(), 1), AUDIO, false, 145);
    ring.offer(
        Frames.frame(Frames.VIDEO, 150, FrameFlags.NONE.withDiscontinuity(), 1), VIDEO, false, 150);
    drain(ring, 10);
    ring.offer(Frames.key(200), VIDEO, true, 200);
    ring.offer(Frames.sound(205), AUDIO, false, 205);
    ring.offer(Frames.sound(225), AUDIO, false, 225);
    assertThat(drain(ring, 10))
        .containsExactly("video 200 K-Dg", "audio 205 K-D-", "audio 225 K---");
  }

  @Test
  void stateComesThroughWhileFramesAreDropped() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    ring.offer(Frames.delta(140), VIDEO, false, 140);
    assertThat(ring.offer(Frames.meta(150, 5), META, false, 150)).isTrue();
    assertThat(drain(ring, 10)).containsExactly("video 0 K---", "data 150 K---");
  }

  @Test
  void theCacheMayExceedTheLimitUntilItIsRead() {
    FrameRing ring = ring(100, 120);
    ring.prefill(Frames.key(0), VIDEO, 0);
    ring.prefill(Frames.delta(5000), VIDEO, 5000);
    assertThat(ring.offer(Frames.delta(5040), VIDEO, false, 5040)).as("follows the cache").isTrue();
    drain(ring, 3);
    ring.offer(Frames.delta(5080), VIDEO, false, 5080);
    assertThat(ring.offer(Frames.delta(5181), VIDEO, false, 5181))
        .as("the allowance is used up")
        .isFalse();
  }

  @Test
  void tellsForHowLongItHasBeenFull() {
    FrameRing ring = ring(100, 1 << 20);
    ring.offer(Frames.key(0), VIDEO, true, 0);
    ring.offer(Frames.delta(140), VIDEO, false, 140);
    assertThat(ring.droppingNanos(Frames.delta(10_140))).isEqualTo(10_000_000_000L);
    drain(ring, 10);
    ring.offer(Frames.key(10_200), VIDEO, true, 10_200);
    assertThat(ring.droppingNanos(Frames.delta(20_000))).isZero();
  }

  @Test
  void growsAndKeepsOrder() {
    FrameRing ring = ring(1_000_000, 1 << 30);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      assertThat(ring.offer(Frames.key(i), VIDEO, true, i)).isTrue();
      expected.add("video " + i + " K---");
    }
    assertThat(ring.waitingMillis()).as("nothing was taken yet").isZero();
    assertThat(drain(ring, 100)).isEqualTo(expected.subList(0, 100));
    assertThat(ring.waitingMillis()).isEqualTo(4_900);
    assertThat(drain(ring, 10_000)).isEqualTo(expected.subList(100, 5_000));
    assertThat(drain(ring, 1)).isEmpty();
  }

  @Test
  void oneWritesAndOneReadsAtOnce() throws InterruptedException {
    int total = 400_000;
    FrameRing ring = ring(3_000_000, 1L << 40);
    AtomicBoolean failed = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  long[] next = {0};
                  while (next[0] < total && !failed.get()) {
                    int taken =
                        ring.drain(
                            frame -> {
                              if (frame.dts() != next[0]++) {
                                failed.set(true);
                              }
                            },
                            (int) (1 + next[0] % 97));
                    if (taken == 0) {
                      Thread.onSpinWait();
                    }
                  }
                });
    MediaFrame template = Frames.key(0);
    for (int i = 0; i < total; i++) {
      while (!ring.offer(template.at(i, FrameFlags.KEY), VIDEO, true, i)) {
        Thread.yield();
      }
    }
    reader.join(30_000);
    assertThat(reader.isAlive()).isFalse();
    assertThat(failed).isFalse();
    assertThat(ring.waitingBytes()).isZero();
  }

  @Test
  void aSlowReaderSeesGrowingTimesAndEveryLossMarked() throws InterruptedException {
    int total = 200_000;
    FrameRing ring = ring(50, 1L << 40);
    AtomicBoolean done = new AtomicBoolean();
    List<String> wrong = new ArrayList<>();
    long[] seen = {-1, 0};
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  boolean last = false;
                  while (!last) {
                    last = done.get();
                    ring.drain(
                        frame -> {
                          boolean follows = frame.dts() == seen[0] + 1;
                          if (!follows
                                  && !(frame.flags().gap() && frame.key() && frame.dts() > seen[0])
                              || follows && frame.flags().gap()) {
                            wrong.add(seen[0] + " -> " + frame.dts() + " " + frame.flags());
                          }
                          seen[0] = frame.dts();
                          seen[1]++;
                        },
                        1_000);
                  }
                });
    MediaFrame template = Frames.key(0);
    for (int i = 0; i < total; i++) {
      boolean key = i % 10 == 0;
      ring.offer(template.at(i, key ? FrameFlags.KEY : FrameFlags.NONE), VIDEO, key, i);
    }
    done.set(true);
    reader.join(30_000);
    assertThat(wrong).isEmpty();
    assertThat(seen[1] + ring.dropped()).isEqualTo(total);
  }

  private static FrameRing ring(long millis, long bytes) {
    return new FrameRing(new BufferLimit(Duration.ofMillis(millis), bytes));
  }

  private static List<String> drain(FrameRing ring, int most) {
    List<String> frames = new ArrayList<>();
    ring.drain(frame -> frames.add(HubFixture.text(frame)), most);
    return frames;
  }
}
