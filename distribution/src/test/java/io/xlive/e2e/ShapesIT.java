package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams of unusual rhythm. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class ShapesIT {
  @Test
  void oneFrameASecond(Stage stage) {
    Path clip = stage.media().rhythm(10, 1, 2, Optional.of("aac"));
    HlsPlayer player = played(stage, clip, "shape/slow", List.of("-re"));
    new Fidelity(stage, clip, "shape/slow").fragmented(player, true, true);
  }

  @Test
  void keyFrameEveryTenSecondsIsCutWithoutOne(Stage stage) {
    Path clip = stage.media().rhythm(12, 25, 250, Optional.of("aac"));
    // Where a segment of the first group of pictures ends cannot be foretold.
    HlsPlayer player = stage.irregular("shape/gop");
    stage.play(clip, "shape/gop", player);
    new Fidelity(stage, clip, "shape/gop").fragmented(player, true, true);
    assertThat(player.track("v").segments()).isGreaterThan(2);
    assertThat(player.track("v").playlist()).doesNotContain("EXT-X-INDEPENDENT-SEGMENTS");
  }

  @Test
  void fasterThanRealTime(Stage stage) {
    Path clip = stage.media().synthetic(9, Optional.of("libopenh264"), Optional.of("aac"));
    HlsPlayer player = played(stage, clip, "shape/fast", List.of());
    new Fidelity(stage, clip, "shape/fast").fragmented(player, true, true);
  }

  @Test
  void muchFasterThanRealTimeKeepsTheLastWindow(Stage stage) {
    Path clip = stage.media().synthetic(60, Optional.of("libopenh264"), Optional.of("aac"));
    HlsPlayer player = stage.player("shape/burst");
    try (ChildProcess push = stage.push(clip, "shape/burst", List.of())) {
      push.succeeds(Stage.LIMIT);
    }
    HlsPlayer.playToEnd(Stage.LIMIT, player);
    assertThat(player.track("v").violations()).isEmpty();
    assertThat(player.track("a").violations()).isEmpty();
    assertThat(player.track("v").discontinuities()).isZero();
    assertThat(player.track("v").playlist()).contains("#EXT-X-ENDLIST");
    assertThat(player.track("v").segments()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void lateJoinerGetsTheWindowAndThenEverything(Stage stage) {
    Path clip = stage.media().synthetic(20, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "shape/late";
    HlsPlayer early = stage.player(stream);
    HlsPlayer late = stage.player(stream);
    try (ChildProcess push = stage.push(clip, stream)) {
      early.playUntil(5, Stage.LIMIT);
      assertThat(late.step()).isTrue();
      int had = late.track("v").segments();
      assertThat(had).as("the window, at once").isBetween(3, 6);
      HlsPlayer.playToEnd(Stage.LIMIT, early, late);
      push.succeeds(Stage.LIMIT);
    }
    new Fidelity(stage, clip, stream).fragmented(early, true, true);
    assertThat(late.track("v").violations()).isEmpty();
    assertThat(late.track("v").discontinuities()).isZero();
  }

  private static HlsPlayer played(Stage stage, Path clip, String stream, List<String> pace) {
    HlsPlayer player = stage.player(stream);
    stage.play(clip, stream, pace, player);
    return player;
  }
}
