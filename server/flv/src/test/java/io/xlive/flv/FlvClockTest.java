package io.xlive.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.Frames;
import org.junit.jupiter.api.Test;

class FlvClockTest {
  private final FlvClock clock = new FlvClock();

  private static MediaFrame arrived(long millis) {
    return new MediaFrame(Frames.VIDEO, 0, 0, millis * 1_000_000, FrameFlags.KEY, FakeCodec.CONFIG);
  }

  @Test
  void beginsAtZeroAndNeverBefore() {
    clock.resume(arrived(0), 5_000);
    assertThat(clock.at(arrived(0), 5_000)).isZero();
    assertThat(clock.at(arrived(1), 4_990)).isZero(); // sound from just before the picture
    assertThat(clock.at(arrived(2), 5_040)).isEqualTo(40);
    assertThat(clock.newest()).isEqualTo(40);
  }

  @Test
  void goesOnWhereThePublishersClockWraps() {
    clock.resume(arrived(0), -40);
    assertThat(clock.at(arrived(0), -40)).isZero();
    assertThat(clock.at(arrived(1), 0)).isEqualTo(40);
    assertThat(clock.at(arrived(2), 40)).isEqualTo(80);
    clock.resume(arrived(3), Integer.MAX_VALUE);
    long at = clock.at(arrived(3), Integer.MAX_VALUE);
    assertThat(clock.at(arrived(4), Integer.MIN_VALUE)).isEqualTo(at + 1);
  }

  @Test
  void anotherPublicationComesBehindByAsMuchAsItCameLater() {
    clock.resume(arrived(0), 0);
    clock.at(arrived(100), 90);
    clock.resume(arrived(2_600), 777_000);
    assertThat(clock.at(arrived(2_600), 777_000)).isEqualTo(2_590);
    clock.resume(arrived(0), 5);
    assertThat(clock.at(arrived(0), 5)).isEqualTo(2_591);
  }
}
