package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.media.FrameFlags;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlowPlayerTest {
  private static final int SIZE = 40_000;

  @Test
  void losesFramesAndGoesOnAtAKeyFrameWhileOthersMissNothing() throws IOException {
    try (LiveServer server =
            new LiveServer(
                Map.of(
                    "play.queue-bytes",
                    "256KiB",
                    "play.queue-time",
                    "1m",
                    "play.close-after",
                    "1m",
                    "timeouts.write-stalled",
                    "1m"));
        RtmpClient slow = RtmpPlayTest.player(server);
        RtmpClient quick = RtmpPlayTest.player(server)) {
      FakeSubscription lead = RtmpPlayTest.ring(server);
      long time = 0;
      // Until the slow one's socket is full and its bound is reached.
      while (server.meter("xlive_rtmp_frames_dropped_total") == 0) {
        lead.offer(frame(time, time % 400 == 0));
        assertThat(RtmpPlayTest.media(quick, time == 0 ? 2 : 1)).isNotEmpty();
        time += 40;
        assertThat(time).isLessThan(100_000);
      }
      long last = -40;
      boolean gap = false;
      while (!gap) {
        RtmpMessage message = slow.media();
        if (message.payload().u8(1) == 0) {
          gap = last >= 0;
          assertThat(gap || message.timestamp() == 0).isTrue();
        } else {
          assertThat(message.timestamp()).isEqualTo((int) last + 40);
          last = message.timestamp();
        }
        if (last + 40 >= time - 400 && !gap) {
          // It has caught up: the next key frame is for it again.
          lead.offer(frame(time, time % 400 == 0));
          time += 40;
        }
      }
      RtmpMessage resumed = slow.media();
      assertThat(resumed.payload().u8(0) >> 4).isEqualTo(1);
      assertThat(resumed.timestamp()).isGreaterThan((int) last + 40);
    }
  }

  @Test
  void losesFramesThatNothingRefersToFirst() throws IOException {
    try (LiveServer server =
            new LiveServer(
                Map.of(
                    "play.queue-bytes", "1MiB",
                    "play.queue-time", "1m",
                    "play.close-after", "1m",
                    "timeouts.write-stalled", "1m"));
        RtmpClient slow = RtmpPlayTest.player(server);
        RtmpClient quick = RtmpPlayTest.player(server)) {
      FakeSubscription lead = RtmpPlayTest.ring(server);
      int sent = 0;
      while (server.meter("xlive_rtmp_frames_dropped_total") < 3) {
        lead.offer(
            Frames.frame(
                Frames.VIDEO, sent * 40L, 0, FrameFlags.of(sent == 0, sent % 2 == 1), SIZE));
        RtmpPlayTest.media(quick, sent == 0 ? 2 : 1);
        sent++;
      }
      Set<Integer> got = new HashSet<>();
      while (!got.contains((sent - 1) / 2 * 80)) {
        RtmpMessage message = slow.media();
        if (message.payload().u8(1) != 0) {
          got.add(message.timestamp());
        }
      }
      for (int reference = 0; reference < sent; reference += 2) {
        assertThat(got).contains(reference * 40);
      }
    }
  }

  @Test
  void closesOneThatStaysOverItsBound() throws IOException {
    try (LiveServer server =
            new LiveServer(
                Map.of(
                    "play.queue-bytes",
                    "256KiB",
                    "play.close-after",
                    "300ms",
                    "timeouts.write-stalled",
                    "1m"));
        RtmpClient slow = RtmpPlayTest.player(server);
        RtmpClient quick = RtmpPlayTest.player(server)) {
      FakeSubscription lead = RtmpPlayTest.ring(server);
      for (long time = 0; server.meter("xlive_rtmp_frames_dropped_total") == 0; time += 40) {
        lead.offer(frame(time, time == 0));
        RtmpPlayTest.media(quick, time == 0 ? 2 : 1);
      }
      await().untilAsserted(() -> assertThat(server.meter("xlive_rtmp_players")).isEqualTo(1));
      assertThat(slow.closed()).isTrue();
      assertThat(server.context.streams().subscriptions("live/cam"))
          .extracting(FakeSubscription::closed)
          .containsExactly(true, false);
      assertThat(lead.closed()).isFalse();
    }
  }

  @Test
  void closesOneWhoseSocketTakesNothing() throws IOException {
    try (LiveServer server =
            new LiveServer(
                Map.of(
                    "play.queue-time",
                    "1m",
                    "play.close-after",
                    "1m",
                    "timeouts.write-stalled",
                    "300ms"));
        RtmpClient slow = RtmpPlayTest.player(server)) {
      FakeSubscription lead = RtmpPlayTest.ring(server);
      for (int i = 0; i < 200; i++) {
        lead.offer(frame(i * 40L, i == 0));
      }
      await().untilAsserted(() -> assertThat(server.meter("xlive_rtmp_players")).isZero());
      assertThat(slow.closed()).isTrue();
    }
  }

  private static io.xlive.spi.media.MediaFrame frame(long time, boolean key) {
    return Frames.frame(Frames.VIDEO, time, 0, FrameFlags.of(key, false), SIZE);
  }
}
