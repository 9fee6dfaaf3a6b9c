package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.output.BufferLimit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GopCacheTest {
  private final GopCache cache = new GopCache(1000, 10_000);

  @Test
  void holdsWhatCameSinceTheLastKeyFrame() {
    cache.add(Frames.delta(0), 0, 0, false, false);
    cache.add(Frames.key(40), 0, 40, true, false);
    cache.add(Frames.sound(45), 1, 45, false, false);
    cache.add(Frames.key(80), 0, 80, true, false);
    cache.add(Frames.delta(120), 0, 120, false, false);
    assertThat(content()).containsExactly("video 80 K---", "video 120 ----");
    assertThat(cache.bytes()).isEqualTo(150);
  }

  @Test
  void holdsItsBytesAndNotOneMore() {
    cache.add(Frames.key(0), 0, 0, true, false);
    cache.add(Frames.frame(Frames.VIDEO, 40, FrameFlags.NONE, 900), 0, 40, false, false);
    assertThat(cache.bytes()).isEqualTo(1000);
    cache.add(Frames.frame(Frames.VIDEO, 80, FrameFlags.NONE, 1), 0, 80, false, false);
    assertThat(content()).as("a part of a group shows nothing").isEmpty();
    cache.add(Frames.delta(120), 0, 120, false, false);
    assertThat(cache.bytes()).isZero();
    cache.add(Frames.key(160), 0, 160, true, false);
    assertThat(content()).hasSize(1);
  }

  @Test
  void holdsItsTimeAndNotAMillisecondMore() {
    cache.add(Frames.key(0), 0, 0, true, false);
    cache.add(Frames.delta(10_000), 0, 10_000, false, false);
    assertThat(content()).hasSize(2);
    cache.add(Frames.delta(10_001), 0, 10_001, false, false);
    assertThat(content()).isEmpty();
  }

  @Test
  void withoutVideoItHoldsASecondOrTwo() {
    GopCache large = new GopCache(1 << 20, 10_000);
    for (int at = 0; at < 100_000; at += 20) {
      large.add(Frames.sound(at), 1, at, true, true);
      assertThat(large.bytes()).isLessThanOrEqualTo(10 * 102);
    }
    assertThat(content(large)).hasSizeBetween(50, 102).last().isEqualTo("audio 99980 K---");
    large.add(Frames.key(100_000), 0, 100_000, true, false);
    assertThat(content(large)).containsExactly("video 100000 K---");
  }

  private List<String> content() {
    return content(cache);
  }

  private static List<String> content(GopCache cache) {
    FrameRing ring = new FrameRing(BufferLimit.DEFAULT);
    cache.prefill(ring);
    List<String> frames = new ArrayList<>();
    ring.drain(frame -> frames.add(HubFixture.text(frame)), 100_000);
    return frames;
  }
}
