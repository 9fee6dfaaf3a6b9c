package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.pace.Pace;
import io.xlive.mediakit.pace.WakeRule;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WakeRuleTest {
  private final AtomicLong quiet = new AtomicLong();
  private final WakeRule rule = new WakeRule(quiet::get);

  @Test
  void wakesForEveryFrameWhileTheLoopIsIdle() {
    assertThat(rule.due(Pace.Mode.AT_ONCE, frame(Frames.VIDEO, 0))).isTrue();
    assertThat(rule.due(Pace.Mode.AT_ONCE, frame(Frames.AUDIO, 1))).isTrue();
  }

  @Test
  void letsAudioRideWithPicturesButNotWaitForThoseThatDoNotCome() {
    assertThat(rule.due(Pace.Mode.PER_PICTURE, frame(Frames.VIDEO, 0))).isTrue();
    quiet.set(50_000_000);
    assertThat(rule.due(Pace.Mode.PER_PICTURE, frame(Frames.AUDIO, 50))).isFalse();
    quiet.set(50_000_001);
    assertThat(rule.due(Pace.Mode.PER_PICTURE, frame(Frames.AUDIO, 51))).isTrue();
    assertThat(rule.due(Pace.Mode.PICTURES, frame(Frames.AUDIO, 51))).isTrue();
  }

  @Test
  void gathersTwoPicturesOfThirtyASecondAndNoneWaitsForMoreThanOneOther() {
    assertThat(woken(33, 7)).containsExactly(0L, 66L, 132L, 198L);
  }

  @Test
  void gathersThreePicturesOfSixtyASecond() {
    assertThat(woken(16, 7)).containsExactly(0L, 48L, 96L);
  }

  @Test
  void holdsNoPictureBackForOneThatIsFarAway() {
    assertThat(woken(45, 5)).containsExactly(0L, 90L, 180L);
    assertThat(woken(46, 3)).containsExactly(0L, 46L, 92L);
  }

  @Test
  void leavesEverythingToTheTickNearSaturation() {
    quiet.set(1_000_000_000);
    assertThat(rule.due(Pace.Mode.TICK, frame(Frames.VIDEO, 0))).isFalse();
    assertThat(rule.due(Pace.Mode.TICK, frame(Frames.AUDIO, 0))).isFalse();
  }

  private static List<Long> woken(long period, int pictures) {
    WakeRule fresh = new WakeRule(() -> 0);
    List<Long> woken = new ArrayList<>();
    for (long at = 0; at < pictures * period; at += period) {
      if (fresh.due(Pace.Mode.PICTURES, frame(Frames.VIDEO, at))) {
        woken.add(at);
      }
      assertThat(fresh.due(Pace.Mode.PICTURES, frame(Frames.AUDIO, at + 5))).isFalse();
    }
    return woken;
  }

  private static MediaFrame frame(TrackFormat format, long millis) {
    return new MediaFrame(format, millis, 0, millis * 1_000_000, FrameFlags.NONE, FakeCodec.CONFIG);
  }
}
