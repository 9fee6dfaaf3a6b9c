package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadPaceTest {
  private static final long PERIOD = ReadPace.PERIOD_NANOS;

  private long now;

  @Test
  void looksAtOnceWhileFewSocketsAreBusy() {
    ReadPace pace = new ReadPace(RtmpLatency.BALANCED, PERIOD, now);
    window(pace, 60);
    assertThat(pace.pauseNanos(now)).isZero();
  }

  @Test
  void gathersWhenManyAreAndGoesBackBelowHalfOfThat() {
    ReadPace pace = new ReadPace(RtmpLatency.BALANCED, PERIOD, now);
    window(pace, 61);
    assertThat(pace.pauseNanos(now)).isEqualTo(PERIOD);
    window(pace, 31);
    assertThat(pace.pauseNanos(now)).isEqualTo(PERIOD);
    window(pace, 30);
    assertThat(pace.pauseNanos(now)).isZero();
  }

  @Test
  void countsByTimeNotByLook() {
    ReadPace pace = new ReadPace(RtmpLatency.BALANCED, PERIOD, now);
    now += 10 * ReadPace.WINDOW_NANOS;
    pace.looked(600, now);
    assertThat(pace.pauseNanos(now)).isZero();
  }

  @Test
  void workBetweenTwoLooksIsPartOfThePause() {
    ReadPace pace = new ReadPace(RtmpLatency.BALANCED, PERIOD, now);
    window(pace, 1_000);
    assertThat(pace.pauseNanos(now + 2_000_000)).isEqualTo(PERIOD - 2_000_000);
    assertThat(pace.pauseNanos(now + PERIOD)).isZero();
    assertThat(pace.pauseNanos(now + 100 * PERIOD)).isZero();
  }

  @Test
  void neverWaitsWhereLatencyIsLow() {
    ReadPace pace = new ReadPace(RtmpLatency.LOW, PERIOD, now);
    window(pace, 10_000);
    assertThat(pace.pauseNanos(now)).isZero();
  }

  private void window(ReadPace pace, int sockets) {
    now += ReadPace.WINDOW_NANOS;
    pace.looked(sockets, now);
  }
}
