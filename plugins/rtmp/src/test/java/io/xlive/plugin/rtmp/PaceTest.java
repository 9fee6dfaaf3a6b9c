package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.pace.Pace;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long WINDOW = 100_000_000L;

  private long now;

  @Test
  void sendsAtOnceWhileTheLoopIsIdle() {
    Pace pace = pace(RtmpLatency.BALANCED);
    work(pace, 0.04);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.AT_ONCE);
    assertThat(pace.ticks()).isFalse();
  }

  @Test
  void gathersMoreTheMoreThereIsToDoAndGoesBack() {
    Pace pace = pace(RtmpLatency.BALANCED);
    work(pace, 0.045);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PER_PICTURE);
    work(pace, 0.013);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PER_PICTURE);
    work(pace, 0.06);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PICTURES);
    work(pace, 0.021);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PICTURES);
    assertThat(pace.ticks()).isTrue();
    work(pace, 0.019);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PER_PICTURE);
    work(pace, 0.01);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.AT_ONCE);
  }

  @Test
  void ticksNearSaturationAndNeverSlowerThanTenTimesASecond() {
    Pace pace = pace(RtmpLatency.BALANCED);
    work(pace, 1);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.TICK);
    assertThat(pace.tickMillis()).isEqualTo(100);
    work(pace, 0.5);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.TICK);
    work(pace, 0.3);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PICTURES);
  }

  @Test
  void aLookThatNobodyAsksForPartsNoPicturesThatLeaveInCompany() {
    Pace pace = pace(RtmpLatency.BALANCED);
    work(pace, 0.06);
    assertThat(pace.mode()).isEqualTo(Pace.Mode.PICTURES);
    // Two pictures of 25/s leave every 80 ms.
    assertThat(pace.lookNanos(80_000_000)).isEqualTo(20_000_000);
    assertThat(pace.lookNanos(99_999_999)).isEqualTo(1);
    assertThat(pace.lookNanos(100_000_000)).isZero();
    assertThat(pace.lookNanos(1_000_000_000)).isZero();
  }

  @Test
  void staysWhereTheConfigurationPinsIt() {
    Pace low = pace(RtmpLatency.LOW);
    work(low, 1);
    assertThat(low.mode()).isEqualTo(Pace.Mode.AT_ONCE);
    Pace throughput = pace(RtmpLatency.THROUGHPUT);
    work(throughput, 0);
    assertThat(throughput.mode()).isEqualTo(Pace.Mode.TICK);
    assertThat(throughput.tickMillis()).isEqualTo(100);
  }

  private Pace pace(RtmpLatency latency) {
    return latency.pace(now);
  }

  /** Two seconds with this share of the time spent on players. */
  private void work(Pace pace, double share) {
    for (int i = 0; i < 20; i++) {
      pace.worked(now, now + Math.round(share * (WINDOW - 1)));
      now += WINDOW;
      pace.consider(now);
    }
  }
}
