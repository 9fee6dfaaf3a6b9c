package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.ChildProcess;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A viewer of a ladder takes another quality by hand; one quality goes away and comes back. */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class LevelSwitchIT {
  private static final List<String> LIVE = List.of("-stream_loop", "-1", "-re");
  private static final List<String> CLOCK = List.of("-copyts", "-re");
  private static final double PLAYED = 6;

  /**
   * All levels have one sound. With a sound of its own each, hls.js 1.7.4 changes the sound with
   * the level, and now and then stalls for two segments at that: when it does so between the last
   * part of a segment and the first of the next, it looks for sound at the end of what it holds,
   * which it takes, for less than a microsecond, to be still in the old segment.
   */
  @Test
  void hlsJsPlaysOnInAnotherLevel(Stage stage, Browser browser) {
    Path small = stage.media().sized(10, "320x180");
    Path large = stage.media().sized(10, "640x360");
    Map<String, Path> clips =
        Map.of(
            "180", stage.media().part(small, "v"),
            "360", stage.media().part(large, "v"),
            "audio-en", stage.media().part(large, "a"));
    String stream = "ladder/levels";
    try (ChildProcess push = stage.pushLadder(clips, stream, LIVE)) {
      listed(stage, stream, "180", "360");
      try (BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
        BrowserIT.plays(page, 1);
        assertThat(page.evaluate("String(player.levels.map(level => level.width))"))
            .isEqualTo("320,640");
        PlayerStatus before = page.status();
        turn(page, "player.nextLevel = 0", 320);
        turn(page, "player.nextLevel = 1", 640);
        turn(page, "player.currentLevel = 0", 320);
        turn(page, "player.currentLevel = 1", 640);
        PlayerStatus after = page.status();
        assertThat(after.longestStall()).as("%s\n%s", after, page.log()).isLessThanOrEqualTo(1);
        assertThat(after.frames() - before.frames()).isGreaterThan((long) (4 * PLAYED * 20));
        assertThat(push.running()).isTrue();
      }
    }
  }

  /**
   * How long the picture stands still is not judged. hls.js 1.7.4 changes the level when a whole
   * segment is a gap, which is known up to two segments after the level left. A gap behind a part
   * that it is loading would stop it for ever.
   */
  @Test
  void hlsJsPlaysOnWhenItsLevelLeavesAndTakesItAgain(Stage stage, Browser browser) {
    Path small = stage.media().sized(90, "160x90");
    Path large = stage.media().sized(90, "320x180");
    String stream = "ladder/leaves";
    long begun = System.nanoTime();
    try (ChildProcess stays = stage.push(small, stream + "_90", CLOCK);
        ChildProcess leaves = stage.push(large, stream + "_180", CLOCK)) {
      listed(stage, stream, "90", "180");
      try (BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
        BrowserIT.plays(page, 1);
        awaits(page, 320, 0);
        leaves.kill();
        PlayerStatus other = awaits(page, 160, 0);
        awaits(page, 160, other.seconds() + 3);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        try (ChildProcess back = stage.push(large, stream + "_180", from(seconds))) {
          turns(page, 320);
          assertThat(back.running()).isTrue();
        }
        assertThat(stays.running()).isTrue();
      }
    }
  }

  /** Its encoder went on; the connection is new. */
  private static List<String> from(long seconds) {
    return List.of("-copyts", "-ss", Long.toString(seconds), "-re");
  }

  /**
   * Asks for the level until it is there, but not while it is on its way: that would start it anew.
   */
  private static void turns(BrowserPage page, int width) {
    await("a picture of " + width)
        .atMost(Stage.LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              page.evaluate("if (player.loadLevel !== 1) player.nextLevel = 1");
              return page.status().width() == width;
            });
    PlayerStatus seen = awaits(page, width, 0);
    awaits(page, width, seen.seconds() + 3);
  }

  /** Changes the level, waits for its picture, and for some seconds of it. */
  private static void turn(BrowserPage page, String command, int width) {
    page.evaluate(command);
    PlayerStatus seen = awaits(page, width, 0);
    awaits(page, width, seen.seconds() + PLAYED);
  }

  private static PlayerStatus awaits(BrowserPage page, int width, double seconds) {
    PlayerStatus[] last = {page.status()};
    await("a picture of " + width)
        .atMost(Stage.LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              last[0] = page.status();
              assertThat(last[0].width()).as("%s\n%s", last[0], page.log()).isEqualTo(width);
              assertThat(last[0].seconds()).isGreaterThanOrEqualTo(seconds);
            });
    assertThat(last[0].fatal()).as("%s\n%s", last[0], page.log()).isEmpty();
    return last[0];
  }

  private static void listed(Stage stage, String stream, String... renditions) {
    for (String rendition : renditions) {
      await(rendition)
          .atMost(Stage.LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () ->
                  stage
                          .server()
                          .get("/" + stream + "/" + rendition + "--video,index.m3u8")
                          .body()
                          .split("#EXTINF", -1)
                          .length
                      > 4);
    }
  }
}
