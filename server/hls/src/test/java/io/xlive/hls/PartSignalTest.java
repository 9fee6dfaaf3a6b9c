package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the packager looks at what came. */
class PartSignalTest {
  private static final int SECONDS = 20;

  /** Pictures with millisecond stamps and a key frame every other second. */
  private static List<MediaFrame> pictures(int rate) {
    TrackFormat format = LowLatencyTest.rate(new Ratio(rate, 1));
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < SECONDS * rate; i++) {
      long millis = Math.round(i * 1000.0 / rate);
      frames.add(Media.frame(format, Media.START + millis, i % (2 * rate) == 0, 500));
    }
    return frames;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 24, 25, 30, 50, 60})
  void whoWaitsHearsOfAPartWithItsLastFrame(int rate) {
    PartSignal signal = new PartSignal(new Bench().config.partDuration(), () -> true);
    Bench atOnce = new Bench();
    Bench woken = new Bench();
    List<MediaFrame> queue = new ArrayList<>();
    int wakes = 0;
    for (MediaFrame frame : pictures(rate)) {
      atOnce.push(List.of(frame));
      queue.add(frame);
      signal.offered(frame);
      if (signal.take()) {
        wakes++;
        woken.push(queue);
        queue.clear();
        signal.expect(
            woken.packager.dueNanos(TrackKind.VIDEO), woken.packager.dueNanos(TrackKind.AUDIO));
      }
      assertThat(woken.window.snapshot().media(Bench.VIDEO).map(Bench::text))
          .as("after the picture at %d ms", frame.dts())
          .isEqualTo(atOnce.window.snapshot().media(Bench.VIDEO).map(Bench::text));
    }
    // A part each 200 ms, a boundary each 2 s, and every picture until the first part is cut.
    assertThat(wakes).isLessThanOrEqualTo(SECONDS * 13 / 2 + rate);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 60})
  void whereNobodyWaitsItLooksOnceAPart(int rate) {
    PartSignal signal = new PartSignal(new Bench().config.partDuration(), () -> false);
    Bench woken = new Bench();
    List<MediaFrame> queue = new ArrayList<>();
    int wakes = 0;
    for (MediaFrame frame : pictures(rate)) {
      queue.add(frame);
      signal.offered(frame);
      if (signal.take()) {
        wakes++;
        woken.push(queue);
        queue.clear();
        signal.expect(
            woken.packager.dueNanos(TrackKind.VIDEO), woken.packager.dueNanos(TrackKind.AUDIO));
      }
    }
    assertThat(wakes).isLessThanOrEqualTo(SECONDS * 11 / 2 + 1);
    assertThat(woken.media(Bench.VIDEO)).contains("#EXT-X-PART");
  }
}
