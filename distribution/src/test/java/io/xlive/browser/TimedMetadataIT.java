package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.xlive.browser.BrowserPage.Told;
import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import io.xlive.e2e.TalkingPush;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Captions and timed metadata in the players that viewers have. A player takes the time of a
 * caption from the picture that carries it; everything else that was told with that picture has to
 * come out at the same time.
 */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class TimedMetadataIT {
  /** So many words have to come out in each way. */
  private static final int WORDS = 5;

  /** Pictures are 40 ms apart; dates are told in milliseconds. */
  private static final double SAME_PICTURE = 0.03;

  /** dash.js looks at its events a few times a second, ahead and behind, if it comes to it. */
  private static final double AWAY = 3;

  @Test
  void hlsJsShowsCaptionsAndHandsOutDateRangesAndId3(Stage stage, Browser browser) {
    String stream = "browser/told-hls";
    try (TalkingPush push = TalkingPush.start(stage, stream)) {
      BrowserIT.listed(stage, stream);
      try (BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
        Predicate<Told> dates = told -> told.type().equals("com.apple.quicktime.HLS");
        Map<String, Map<String, Double>> found =
            found(
                push,
                page,
                Map.of(
                    "caption",
                    told -> told.kind().equals("captions") && told.label().equals("CC1"),
                    "onTextData",
                    dates.and(told -> told.key().equals("X-TEXT")),
                    "onCuePoint",
                    dates.and(told -> told.key().equals("X-NAME")),
                    "onID3",
                    told -> told.type().equals("https://aomedia.org/emsg/ID3")));
        sameTimes(found, "caption");
      }
    }
  }

  /**
   * dash.js hands an event out when it plays the moment of it. Of captions it lists the track only:
   * it takes the times in the media for its own (dash.js 5.2).
   */
  @Test
  void dashJsListsCaptionsAndHandsOutEventsInTime(Stage stage, Browser browser) {
    String stream = "browser/told-dash";
    try (TalkingPush push = TalkingPush.start(stage, stream)) {
      BrowserIT.listed(stage, stream);
      try (BrowserPage page = browser.play("dash", stage.server().uri("/" + stream + ".mpd"))) {
        Predicate<Told> json = told -> told.type().equals("urn:xlive:event:json");
        Map<String, Map<String, Double>> found =
            found(
                push,
                page,
                Map.of(
                    "onTextData", json.and(told -> told.text().contains("onTextData")),
                    "onCuePoint", json.and(told -> told.text().contains("onCuePoint")),
                    "onID3", told -> told.type().equals("https://aomedia.org/emsg/ID3")));
        sameTimes(found, "onTextData");
        assertThat(page.told())
            .filteredOn(told -> told.kind().equals("event"))
            .allSatisfy(told -> assertThat(told.playing()).isCloseTo(told.start(), within(AWAY)));
        assertThat(page.evaluate("Array.from(video.textTracks, track => track.label).join()"))
            .contains("CC1");
      }
    }
  }

  /** Waits until enough words were told in all ways: when each was, by way and word. */
  private static Map<String, Map<String, Double>> found(
      TalkingPush push, BrowserPage page, Map<String, Predicate<Told>> ways) {
    Map<String, Map<String, Double>> found = new TreeMap<>();
    try {
      await()
          .atMost(Stage.LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                assertThat(page.status().fatal()).as(page.log()).isEmpty();
                assertThat(push.failure()).isEmpty();
                List<Told> all = page.told();
                // A date range leaves with its segment, and its cue with it.
                ways.forEach((way, test) -> words(found, way, all, test));
                return inAllWays(found).size() >= WORDS;
              });
    } catch (RuntimeException | AssertionError late) {
      throw new AssertionError(found + "\n" + page.status() + "\n" + page.log(), late);
    }
    return found;
  }

  private static void sameTimes(Map<String, Map<String, Double>> found, String standard) {
    for (String word : inAllWays(found)) {
      double expected = found.get(standard).get(word);
      found.forEach(
          (way, words) ->
              assertThat(words.get(word))
                  .as("%s as %s: %s", word, way, found)
                  .isCloseTo(expected, within(SAME_PICTURE)));
    }
  }

  private static Set<String> inAllWays(Map<String, Map<String, Double>> found) {
    Set<String> words = new HashSet<>();
    found.values().forEach(way -> words.addAll(way.keySet()));
    found.values().forEach(way -> words.retainAll(way.keySet()));
    return words;
  }

  /** Adds when each word is told, in seconds of the player's time, as it knows it by now. */
  private static void words(
      Map<String, Map<String, Double>> found, String way, List<Told> all, Predicate<Told> test) {
    Map<String, Double> times = found.computeIfAbsent(way, any -> new TreeMap<>());
    all.stream()
        .filter(test.and(told -> !told.word().isEmpty()))
        .forEach(told -> times.put(told.word(), told.start()));
  }
}
