package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveMpdCheckerTest {
  private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

  /** Segments of 2 s, from one number to another; at two seconds each the last just ended. */
  private static String mpd(int first, int last) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic"
        profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT2S"
        availabilityStartTime="2026-01-01T00:00:00Z" publishTime="2026-01-01T00:00:%02dZ"
        minimumUpdatePeriod="PT2S" timeShiftBufferDepth="PT6S">
      <Period id="p1" start="PT0S">
        <AdaptationSet contentType="video" mimeType="video/mp4">
          <SegmentTemplate timescale="1000" initialization="v/init.mp4" media="v/$Number$.m4s" startNumber="%d">
            <SegmentTimeline><S t="%d" d="2000" r="%d"/></SegmentTimeline>
          </SegmentTemplate>
          <Representation id="v" bandwidth="1000000" codecs="avc1.64001f" width="320" height="180"/>
        </AdaptationSet>
      </Period>
      <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="time"/>
    </MPD>
    """
        .formatted(2 * last, first, 2000 * (first - 1), last - first);
  }

  private static List<String> live() {
    return List.of(mpd(1, 4), mpd(2, 5), mpd(3, 6), mpd(4, 7));
  }

  private static LiveMpdChecker fed(List<String> mpds) {
    LiveMpdChecker checker = new LiveMpdChecker();
    for (int i = 0; i < mpds.size(); i++) {
      checker.feed(ZERO.plusSeconds(8 + 2 * i), mpds.get(i));
    }
    return checker;
  }

  private static Set<String> rules(LiveMpdChecker checker) {
    return checker.violations().stream()
        .map(Violation::rule)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void goodPresentationHasNoViolations() {
    LiveMpdChecker checker = fed(live());
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.reloads()).isEqualTo(4);
    assertThat(checker.segments()).isEqualTo(7);
    assertThat(checker.ended()).isFalse();
    assertThat(rules(fed(List.of(mpd(1, 4), mpd(1, 4))))).as("nothing new").isEmpty();
  }

  /** In the reload with this number and all after it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "0 | mpd:2011\" type | mpd:2010\" type | 5.2 document",
        "0 | </MPD> | | 5.2 document",
        "0 | minBufferTime=\"PT2S\" | | 5.3.1.2 attributes",
        "0 | minBufferTime=\"PT2S\" | minBufferTime=\"2\" | 5.3.1.2 attributes",
        "0 | profiles= | profile= | 5.3.1.2 attributes",
        "0 | minimumUpdatePeriod=\"PT2S\" | | 5.3.1.2 attributes",
        "0 | timeShiftBufferDepth=\"PT6S\" | | 5.3.1.2 attributes",
        "0 | minimumUpdatePeriod= | mediaPresentationDuration=\"PT9S\" minimumUpdatePeriod="
            + " | 5.3.1.2 attributes",
        "0 | availabilityStartTime=\"2026-01-01T00:00:00Z\" | | 5.3.1.2 attributes",
        "0 | 00:00:00Z\" publish | 00:00:00\" publish | 5.3.1.2 attributes",
        "2 | 00:00:00Z\" publish | 00:00:00.5Z\" publish | 5.4 availabilityStartTime",
        "0 | urn:mpeg:dash:utc:http-iso:2014 | urn:nothing | 5.8.4.11 UTCTiming",
        "0 | <Period id=\"p1\" | <Period | 5.3.2.2 periods",
        "0 | start=\"PT0S\" | | 5.3.2.2 periods",
        "2 | start=\"PT0S\" | start=\"PT0.1S\" | 5.3.2.2 periods",
        "2 | id=\"p1\" | id=\"p2\" | 5.3.2.2 periods",
        "0 | id=\"v\" | | 5.3.5.2 representation",
        "0 | bandwidth=\"1000000\" | | 5.3.5.2 representation",
        "0 | codecs=\"avc1.64001f\" | | 5.3.5.2 representation",
        "0 | mimeType=\"video/mp4\" | | 5.3.5.2 representation",
        "0 | initialization=\"v/init.mp4\" | | 5.3.9.4.2 template",
        "0 | $Number$ | 1 | 5.3.9.4.2 template",
        "2 | startNumber=\"3\" | startNumber=\"2\" | 5.4 timeline",
        "3 | t=\"6000\" | t=\"6001\" | 5.4 timeline",
        "3 | r=\"3\"/> | r=\"2\"/><S d=\"0\"/> | 5.3.9.6.2 timeline",
        "3 | r=\"3\"/> | r=\"2\"/><S t=\"11999\" d=\"2000\"/> | 5.3.9.6.2 timeline",
        "3 | r=\"3\"/> | r=\"2\"/><S t=\"12001\" d=\"2000\"/> | none",
        "3 | r=\"3\"/> | r=\"4\"/> | A.3.2 availability",
        "3 | r=\"3\"/> | r=\"3\"/><S d=\"1000\"/> | none",
      })
  void eachRuleIsFound(int from, String good, String bad, String expected) {
    List<String> mpds = new ArrayList<>(live());
    assertThat(mpds.get(from)).contains(good);
    for (int i = from; i < mpds.size(); i++) {
      mpds.set(i, mpds.get(i).replace(good, bad == null ? "" : bad));
    }
    assertThat(rules(fed(mpds))).isEqualTo(expected.equals("none") ? Set.of() : Set.of(expected));
  }

  @Test
  void publishTimeMovesWithTheContent() {
    String stale = mpd(2, 5).replace("00:00:10Z", "00:00:08Z");
    assertThat(rules(fed(List.of(mpd(1, 4), stale)))).containsExactly("5.3.1.2 publishTime");
    String back = mpd(2, 5).replace("00:00:10Z", "00:00:07Z");
    assertThat(rules(fed(List.of(mpd(1, 4), back)))).containsExactly("5.3.1.2 publishTime");
  }

  @Test
  void segmentsStayAsLongAsPromisedAndNeverGoAtTheEnd() {
    assertThat(rules(fed(List.of(mpd(1, 4), mpd(4, 5)))))
        .containsExactly("5.3.1.2 timeShiftBufferDepth");
    assertThat(rules(fed(List.of(mpd(2, 4).replace("PT6S", "PT4S"), mpd(4, 5)))))
        .as("a depth of six, and five are listed")
        .containsExactly("5.3.1.2 timeShiftBufferDepth");
    String shorter = mpd(1, 3).replace("00:00:06Z", "00:00:09Z");
    assertThat(rules(fed(List.of(mpd(1, 4), shorter)))).contains("5.4 timeline");
    String back = mpd(1, 4).replace("00:00:08Z", "00:00:09Z");
    assertThat(rules(fed(List.of(mpd(2, 4), back)))).containsExactly("5.4 timeline");
  }

  @Test
  void periodsAreAddedAtTheEndAndLeaveAtTheBeginning() {
    String second =
        mpd(2, 5)
            .replace(
                "</Period>",
                "</Period><Period id=\"p2\" start=\"PT10S\"><AdaptationSet/></Period>");
    LiveMpdChecker checker = fed(List.of(mpd(1, 4), second));
    checker.feed(ZERO.plusSeconds(16), onlySecond());
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.periods()).isEqualTo(2);
    checker = fed(List.of(mpd(1, 4), second));
    checker.feed(ZERO.plusSeconds(15), onlySecond().replace("r=\"2\"", "r=\"1\""));
    assertThat(rules(checker)).as("a second early").containsExactly("5.3.1.2 timeShiftBufferDepth");
    String before =
        second
            .replace("id=\"p2\"", "id=\"p0\"")
            .replaceFirst(
                "(?s)(<Period id=\"p1\".*</Period>)(<Period id=\"p0\".*</Period>)", "$2$1");
    assertThat(rules(fed(List.of(mpd(1, 4), before)))).containsExactly("5.3.2.2 periods");
  }

  private static String onlySecond() {
    return mpd(3, 5)
        .replace("<Period id=\"p1\" start=\"PT0S\">", "<Period id=\"p2\" start=\"PT10S\">")
        .replace("startNumber=\"3\"", "startNumber=\"1\" presentationTimeOffset=\"4000\"")
        .replace("00:00:10Z", "00:00:16Z");
  }

  @Test
  void segmentsAreThereFromTheirEndOnAndForTheDepthAndTwiceTheirLength() {
    LiveMpdChecker checker = fed(live());
    assertThat(checker.listed()).hasSize(4);
    assertThat(checker.listed().getLast().media()).isEqualTo("v/7.m4s");
    assertThat(checker.listed().getLast().from()).isEqualTo(ZERO.plusSeconds(14));
    // The third ended at 6, was 2 long, and the depth is 6.
    assertThat(available(checker, Duration.ofMillis(13_999))).contains("v/3.m4s", "v/4.m4s");
    assertThat(available(checker, Duration.ofSeconds(14))).doesNotContain("v/3.m4s");
  }

  private static List<String> available(LiveMpdChecker checker, Duration at) {
    return checker.available(ZERO.plus(at)).stream().map(MpdSegment::media).toList();
  }

  /** What may be asked for while it grows has a length that is foretold, and may be mended. */
  @Test
  void onlyASegmentThatGrowsMayChange() {
    String open = "availabilityTimeOffset=\"1.8\" availabilityTimeComplete=\"false\" timescale=";
    List<String> mpds = new ArrayList<>(live());
    mpds.replaceAll(text -> text.replace("timescale=", open));
    assertThat(rules(fed(mpds))).isEmpty();
    String growing = mpds.get(0).replace("r=\"3\"/>", "r=\"3\"/><S d=\"1900\"/>");
    LiveMpdChecker checker = fed(List.of(growing, mpds.get(1)));
    assertThat(checker.violations()).isEmpty();
    String longer = mpds.get(2).replace("r=\"3\"/>", "r=\"2\"/><S d=\"2040\"/>");
    assertThat(rules(fed(List.of(growing, mpds.get(1), mpds.get(2), longer))))
        .as("it was complete")
        .containsExactly("5.3.1.2 publishTime", "5.4 timeline");
    assertThat(rules(fed(List.of(growing.replace(" availabilityTimeComplete=\"false\"", "")))))
        .as("may be asked for early, when it would have to be complete")
        .isEmpty();
    String early = mpds.get(0).replace("1.8\"", "0.8\"").replace("r=\"3\"/>", "r=\"4\"/>");
    assertThat(rules(fed(List.of(early)))).containsExactly("A.3.2 availability");
  }

  @Test
  void endIsStaticAndStays() {
    String end =
        mpd(4, 7)
            .replace("type=\"dynamic\"", "type=\"static\" mediaPresentationDuration=\"PT14S\"")
            .replace("minimumUpdatePeriod=\"PT2S\"", "");
    List<String> mpds = new ArrayList<>(live());
    mpds.set(3, end);
    mpds.add(end);
    LiveMpdChecker checker = fed(mpds);
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.ended()).isTrue();
    mpds.add(mpd(4, 8));
    assertThat(rules(fed(mpds))).containsExactly("5.4 update");
    mpds.set(3, end.replace("mediaPresentationDuration", "other"));
    assertThat(rules(fed(mpds.subList(0, 4)))).containsExactly("5.3.1.2 attributes");
    mpds.set(3, end.replace("mediaPresentation", "minimumUpdatePeriod=\"PT2S\" mediaPresentation"));
    assertThat(rules(fed(mpds.subList(0, 4)))).containsExactly("5.3.1.2 attributes");
  }

  @Test
  void theReaderItselfTakesAnything() {
    LiveMpdChecker checker = new LiveMpdChecker();
    HostileInput.from(Bytes.copyOf(mpd(1, 4).getBytes(StandardCharsets.UTF_8)))
        .mutants(
            2_000,
            bytes -> checker.feed(ZERO, new String(bytes.toArray(), StandardCharsets.UTF_8)));
    assertThat(checker.reloads()).isGreaterThan(1_000);
  }
}
