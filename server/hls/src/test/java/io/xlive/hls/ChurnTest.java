package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnTest {
  private static final int CYCLES = 10_000;
  private static final int ROUND = 100;
  private static final List<MediaFrame> FRAMES = Media.av(Media.START, Media.START + 2200, 1000);

  private final FakeClock clock = new FakeClock();
  private final HlsConfig config = ConfigDefaults.of(HlsConfig.class);
  private final HlsStreams streams = new HlsStreams(config, Media.CODECS, clock);
  private final HlsOutput output = new HlsOutput(streams);

  @Test
  void tenThousandNamesLeaveNothingBehindAfterTheIdleTimeout() {
    List<WeakReference<HlsStream>> held = new ArrayList<>();
    for (int i = 0; i < CYCLES; i += ROUND) {
      round(i, held);
      assertThat(streams.stats().streams()).isEqualTo(ROUND);
      assertThat(streams.stats().bytesHeld()).isPositive();
      clock.advanceMillis(config.idleTimeout().toMillis());
      streams.tick();
      assertThat(streams.stats().streams()).isZero();
      assertThat(streams.stats().bytesHeld()).isZero();
    }
    assertThat(held).hasSize(CYCLES);
    await("streams are garbage")
        .until(
            () -> {
              System.gc();
              return held.stream().allMatch(reference -> reference.get() == null);
            });
    output.stop();
  }

  private void round(int from, List<WeakReference<HlsStream>> held) {
    for (int i = from; i < from + ROUND; i++) {
      StreamPath path = new StreamPath("churn", "s" + i);
      FakePublishedStream published = new FakePublishedStream(path, 1);
      output.opened(published);
      published.write(FRAMES);
      published.end(EndReason.FINISHED);
      held.add(new WeakReference<>(streams.find(path).orElseThrow()));
    }
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> streams.stats().perStream().stream().allMatch(s -> s.ended() && !s.publishing()));
  }
}
