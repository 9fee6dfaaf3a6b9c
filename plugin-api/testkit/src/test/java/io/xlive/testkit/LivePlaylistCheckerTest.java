package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePlaylistCheckerTest {
  private static final long HALF_SECOND = 500_000_000L;
  private static final String HEADER =
      """
      #EXTM3U
      #EXT-X-VERSION:9
      #EXT-X-TARGETDURATION:2
      #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,PART-HOLD-BACK=1.5,HOLD-BACK=6.0
      #EXT-X-PART-INF:PART-TARGET=0.5
      #EXT-X-MEDIA-SEQUENCE:FIRST
      """;
  private static final String DATE = "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:";

  /** Segments of 2 s; behind number 6 is a break. Parts for the last two and the open one. */
  private static String playlist(int first, int last, int openParts) {
    StringBuilder out = new StringBuilder(HEADER.replace("FIRST", Integer.toString(first)));
    if (first > 7) {
      out.append("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
    }
    out.append("#EXT-X-MAP:URI=\"init.mp4\"\n");
    out.append(DATE).append("%02d.000Z\n".formatted(2 * first));
    for (int i = first; i <= last; i++) {
      if (i == 7) {
        out.append("#EXT-X-DISCONTINUITY\n");
        out.append(DATE).append("%02d.000Z\n".formatted(2 * i));
      }
      for (int part = 0; part < 4 && i > last - 2; part++) {
        part(out, i, part);
      }
      out.append("#EXTINF:2.00000,\n").append(i).append(".m4s\n");
    }
    for (int part = 0; part < openParts; part++) {
      part(out, last + 1, part);
    }
    out.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"%d,%d.m4s\"\n".formatted(last + 1, openParts));
    out.append(
        "#EXT-X-RENDITION-REPORT:URI=\"audio.m3u8\",LAST-MSN=%d,LAST-PART=%d\n"
            .formatted(openParts == 0 ? last : last + 1, openParts == 0 ? 3 : openParts - 1));
    return out.toString();
  }

  private static void part(StringBuilder out, int segment, int part) {
    out.append("#EXT-X-PART:DURATION=0.5,URI=\"%d,%d.m4s\"\n".formatted(segment, part));
  }

  /** Two seconds and a half of a live stream, a reload at each part. */
  private static List<String> live() {
    return List.of(
        playlist(2, 8, 2),
        playlist(2, 8, 3),
        playlist(2, 9, 0),
        playlist(3, 9, 1),
        playlist(3, 9, 2),
        playlist(3, 9, 3),
        playlist(4, 10, 0));
  }

  private static LivePlaylistChecker fed(List<String> playlists) {
    LivePlaylistChecker checker = new LivePlaylistChecker();
    for (int i = 0; i < playlists.size(); i++) {
      checker.feed(i * HALF_SECOND, playlists.get(i));
    }
    return checker;
  }

  private static Set<String> rules(LivePlaylistChecker checker) {
    return checker.violations().stream()
        .map(Violation::rule)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void goodStreamHasNoViolations() {
    LivePlaylistChecker checker = fed(live());
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.reloads()).isEqualTo(7);
    assertThat(checker.segments()).isEqualTo(9);
    assertThat(checker.ended()).isFalse();
  }

  /** In the reload with this number and all after it, as a server would go wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "3 | TARGETDURATION:2 | TARGETDURATION:3"
            + " | 4.4.3.1 target duration,4.4.3.8 server control,4.4.4.9 parts",
        "3 | PART-TARGET=0.5 | PART-TARGET=0.51 | 4.4.3.7 part target",
        "3 | 5.m4s | 5b.m4s | 6.2.1 segment",
        "3 | EXTINF:2.00000,\\n5.m4s | EXTINF:1.99,\\n5.m4s | 6.2.1 segment",
        "2 | \\n9.m4s | \\n8.m4s | 6.2.2 URI",
        "3 | #EXT-X-DISCONTINUITY\\n | | 4.4.3.3 discontinuity sequence",
        "3 | #EXT-X-MAP:URI=\"init.mp4\" | #EXT-X-MAP:URI=\"other.mp4\" | 4.4.4.5 map",
        "3 | 00:00:06.000Z | 00:00:06.100Z | 4.4.4.6 date",
        "3 | 00:00:06.000Z | 00:00:06.020Z | none",
        "1 | \"9,1.m4s\" | \"9,1b.m4s\" | 4.4.4.9 parts",
        "1 | PART:DURATION=0.5,URI=\"9,2 | PART:DURATION=0.6,URI=\"9,2 | 4.4.4.9 parts",
        "1 | PART:DURATION=0.5,URI=\"9,2 | PART:DURATION=0.42,URI=\"9,2 | 4.4.4.9 parts",
        "2 | PART:DURATION=0.5,URI=\"9,3 | PART:DURATION=0.42,URI=\"9,3 | 4.4.4.9 parts",
        "2 | #EXT-X-PART:DURATION=0.5,URI=\"9,3.m4s\"\\n | | 4.4.4.9 parts",
        "1 | \"9,2.m4s\" | \"9,2b.m4s\" | 4.4.5.3 preload hint",
        "3 | \"10,0.m4s\" | \"10,0b.m4s\" | 4.4.5.3 preload hint",
        "3 | CAN-BLOCK-RELOAD=YES, | | B.1 blocking reload",
        "3 | VERSION:9 | VERSION:5 | 8 version",
        "3 | #EXT-X-PRELOAD-HINT | #NO | B.1 preload hint",
        "3 | LAST-MSN=10 | LAST-MSN=8 | 4.4.5.4 rendition report",
        "3 | LAST-MSN=10 | LAST-MSN=13 | 4.4.5.4 rendition report",
        "4 | LAST-PART=1 | LAST-PART=0 | none",
        "5 | LAST-PART=2 | LAST-PART=0 | 4.4.5.4 rendition report",
        "3 | #EXTM3U | #EXTM3U8 | 4.1 grammar",
      })
  void eachRuleIsFound(int from, String good, String bad, String expected) {
    List<String> playlists = new ArrayList<>(live());
    String what = good.replace("\\n", "\n");
    String with = bad == null ? "" : bad.replace("\\n", "\n");
    assertThat(playlists.get(from)).contains(what);
    for (int i = from; i < playlists.size(); i++) {
      playlists.set(i, playlists.get(i).replace(what, with));
    }
    Set<String> rules = rules(fed(playlists));
    assertThat(rules)
        .isEqualTo(expected.equals("none") ? Set.of() : Set.of(expected.split(",", -1)));
  }

  @Test
  void goingBackIsFound() {
    List<String> playlists = new ArrayList<>(live());
    playlists.add(6, playlist(3, 9, 2));
    assertThat(rules(fed(playlists)))
        .containsExactlyInAnyOrder("6.2.1 update", "4.4.4.9 parts", "4.4.5.4 rendition report");
    playlists.set(6, playlist(2, 9, 3));
    assertThat(rules(fed(playlists))).containsExactly("6.2.2 media sequence");
    playlists.set(6, playlist(3, 8, 0));
    assertThat(rules(fed(playlists))).contains("6.2.1 update");
  }

  @Test
  void windowThatIsTooShortIsFound() {
    assertThat(rules(fed(List.of(playlist(6, 9, 3), playlist(8, 10, 0))))).isEmpty();
    assertThat(rules(fed(List.of(playlist(6, 9, 3), playlist(9, 10, 0)))))
        .containsExactly("6.2.2 window");
  }

  @Test
  void partsMayGoOnceTheyAreOldButNotBefore() {
    String parts = "#EXT-X-PART:DURATION=0.5,URI=\"8,%d.m4s\"\n";
    String without = playlist(2, 9, 0);
    for (int part = 0; part < 4; part++) {
      without = without.replace(parts.formatted(part), "");
    }
    assertThat(rules(fed(List.of(playlist(2, 8, 3), without)))).containsExactly("4.4.4.9 parts");
    assertThat(rules(fed(List.of(playlist(2, 8, 3), playlist(2, 9, 0), playlist(2, 9, 3)))))
        .isEmpty();
  }

  @Test
  void hintThatADiscontinuityCrossedIsForgiven() {
    String broken =
        playlist(2, 8, 2)
            .replace(
                "#EXT-X-PART:DURATION=0.5,URI=\"9,0",
                "#EXT-X-DISCONTINUITY\n#EXT-X-PART:DURATION=0.5,URI=\"9,0")
            .replace("9,0.m4s", "z,0.m4s");
    assertThat(rules(fed(List.of(playlist(2, 8, 0), broken)))).isEmpty();
    assertThat(
            rules(
                fed(
                    List.of(
                        playlist(2, 8, 0),
                        broken.replace(
                            "#EXT-X-DISCONTINUITY\n#EXT-X-PART:DURATION=0.5,URI=\"z",
                            "#EXT-X-PART:DURATION=0.5,URI=\"z")))))
        .containsExactly("4.4.5.3 preload hint");
  }

  /** A part that is a gap cannot be hinted at. */
  @Test
  void noHintIsForgivenWhereAGapComes() {
    String unhinted = playlist(2, 8, 1).replaceAll("#EXT-X-PRELOAD-HINT.*\n", "");
    String gap =
        playlist(2, 8, 2)
            .replaceAll("#EXT-X-PRELOAD-HINT.*\n", "")
            .replace("\"9,1.m4s\"", "\"9,1.m4s\",GAP=YES");
    assertThat(rules(fed(List.of(playlist(2, 8, 1), unhinted, gap, gap)))).isEmpty();
    for (List<String> bad :
        List.of(
            List.of(unhinted),
            List.of(unhinted, playlist(2, 8, 2)),
            List.of(unhinted, playlist(2, 8, 1)))) {
      assertThat(rules(fed(bad))).containsExactly("B.1 preload hint");
    }
  }

  @Test
  void aPartBeforeAGapMayBeShort() {
    String unhinted = playlist(2, 8, 2).replaceAll("#EXT-X-PRELOAD-HINT.*\n", "");
    String cut = unhinted.replace("0.5,URI=\"9,0.m4s\"", "0.3,URI=\"9,0.m4s\"");
    assertThat(rules(fed(List.of(cut.replace("9,1.m4s\"", "9,1.m4s\",GAP=YES"))))).isEmpty();
    assertThat(rules(fed(List.of(cut)))).contains("4.4.4.9 parts");
  }

  /** What came of segment 9 is two parts; what comes next is a gap, and cannot be hinted at. */
  @Test
  void partsMayEndBeforeTheirSegmentWhereAGapFollows() {
    String left = playlist(2, 8, 2).replaceAll("#EXT-X-PRELOAD-HINT.*\n", "");
    String hinted = playlist(2, 9, 1).replaceAll("#EXT-X-PART.*\"9,[23].*\n", "");
    String gap =
        hinted
            .replaceAll("#EXT-X-PRELOAD-HINT.*\n", "")
            .replace("\"10,0.m4s\"", "\"10,0.m4s\",GAP=YES");
    String ended = gap.replaceAll("#EXT-X-PART.*\"10,.*\n", "");
    assertThat(rules(fed(List.of(playlist(2, 8, 2), left, ended, gap)))).isEmpty();
    assertThat(rules(fed(List.of(left, gap)))).as("of which one was missed").isEmpty();
    assertThat(rules(fed(List.of(playlist(2, 8, 2), gap)))).as("the hint stays away").isEmpty();
    assertThat(rules(fed(List.of(left, hinted)))).containsExactly("4.4.4.9 parts");
    assertThat(rules(fed(List.of(ended, hinted)))).containsExactly("4.4.4.9 parts");
  }

  @Test
  void aSegmentMayEndBeforeItsGapIsListed() {
    String whole = unhinted(2, 8, 4);
    String ended = unhinted(2, 9, 0);
    String gap = unhinted(2, 9, 1).replace("\"10,0.m4s\"", "\"10,0.m4s\",GAP=YES");
    assertThat(rules(fed(List.of(whole, ended, gap)))).isEmpty();
    assertThat(rules(fed(List.of(whole, ended, unhinted(2, 9, 1), playlist(2, 9, 2)))))
        .as("nothing is a gap")
        .containsOnly("B.1 preload hint");
    assertThat(rules(fed(List.of(unhinted(2, 8, 1), unhinted(2, 12, 0), playlist(2, 12, 0)))))
        .as("nobody can say what came")
        .contains("B.1 preload hint");
    assertThat(rules(fed(List.of(unhinted(2, 8, 1), unhinted(2, 12, 0) + "#EXT-X-ENDLIST\n"))))
        .containsOnly("B.1 preload hint");
  }

  private static String unhinted(int first, int last, int openParts) {
    return playlist(first, last, openParts).replaceAll("#EXT-X-PRELOAD-HINT.*\n", "");
  }

  @Test
  void partsLastNoLongerThanTheirSegment() {
    String longer = playlist(2, 9, 0).replace("2.00000,\n9.m4s", "1.90000,\n9.m4s");
    assertThat(rules(fed(List.of(longer)))).containsExactly("4.4.4.9 parts");
  }

  @Test
  void deltaIsCompletedFromWhatWasListedBefore() {
    String whole = playlist(2, 10, 0);
    String head = whole.substring(0, whole.indexOf("#EXT-X-MAP"));
    String tail = whole.substring(whole.indexOf("#EXTINF:2.00000,\n5.m4s"));
    String delta = head + "#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n" + tail;
    List<String> before = List.of(playlist(2, 8, 3), playlist(2, 9, 3));
    assertThat(rules(fed(List.of(before.get(0), before.get(1), delta, whole)))).isEmpty();
    assertThat(rules(fed(List.of(delta)))).containsExactly("6.2.5.1 skip");
    String wrong = delta.replace("SEGMENTS=3", "SEGMENTS=4");
    assertThat(rules(fed(List.of(before.get(0), before.get(1), wrong))))
        .contains("6.2.1 segment", "6.2.2 URI");
    String noOffer = "CAN-SKIP-UNTIL=12.0,";
    assertThat(rules(fed(List.of(before.get(0), before.get(1), delta.replace(noOffer, "")))))
        .containsExactly("4.4.5.2 skip");
    String tooYoung =
        head
            + "#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n"
            + whole.substring(whole.indexOf("#EXTINF:2.00000,\n6.m4s"));
    assertThat(rules(fed(List.of(before.get(0), before.get(1), tooYoung))))
        .containsExactly("6.2.5.1 skip");
  }

  @Test
  void playlistHasToGrowAndToStayAsItIsOnceItHasEnded() {
    LivePlaylistChecker checker = new LivePlaylistChecker();
    checker.feed(0, playlist(2, 8, 2));
    checker.feed(6 * HALF_SECOND, playlist(2, 8, 2));
    assertThat(checker.violations()).isEmpty();
    checker.feed(6 * HALF_SECOND + 1, playlist(2, 8, 2));
    assertThat(rules(checker)).containsExactly("6.2.1 update interval");

    LivePlaylistChecker held = new LivePlaylistChecker();
    held.feed(0, playlist(2, 8, 2));
    held.unchangedUntil(6 * HALF_SECOND + 1);
    held.feed(6 * HALF_SECOND + 2, playlist(2, 8, 3));
    assertThat(rules(held)).containsExactly("6.2.1 update interval");

    LivePlaylistChecker ended = new LivePlaylistChecker();
    String end = playlist(2, 9, 0).replaceAll("#EXT-X-PRELOAD-HINT.*\n", "") + "#EXT-X-ENDLIST\n";
    ended.feed(0, playlist(2, 8, 3));
    ended.feed(1, end);
    ended.feed(100 * HALF_SECOND, end);
    assertThat(ended.violations()).isEmpty();
    assertThat(ended.ended()).isTrue();
    ended.feed(100 * HALF_SECOND, end.replace("#EXT-X-MAP", "# c\n#EXT-X-MAP"));
    assertThat(rules(ended)).containsExactly("6.2.1 end");

    assertThat(rules(fed(List.of(end + "#EXT-X-GAP\n")))).containsExactly("4.4.3.4 end");
    assertThat(rules(fed(List.of(playlist(2, 9, 0) + "#EXT-X-ENDLIST\n"))))
        .containsExactly("4.4.5.3 preload hint");
  }

  @Test
  void theReaderItselfTakesAnything() {
    LivePlaylistChecker checker = new LivePlaylistChecker();
    HostileInput.from(
            io.xlive.spi.media.Bytes.copyOf(
                playlist(2, 8, 2).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .mutants(
            2_000,
            bytes ->
                checker.feed(
                    0, new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ID=\"a\",START-DATE=\"2026-01-01T00:00:01.000Z\",X-A=\"b\" | ''",
        "ID=\"a\",SCTE35-IN=0xFC,DURATION=1.5 | ''",
        "ID=\"a\",START-DATE=\"2026-01-01T00:00:02.000Z\" | 4.4.5.1 date range",
        "ID=\"b\",X-A=\"b\" | 4.4.5.1 date range",
        "ID=\"b\",START-DATE=\"yesterday\" | 4.4.5.1 date range",
      })
  void dateRangesKeepWhatWasSaid(String second, String rule) {
    String first = "#EXT-X-DATERANGE:ID=\"a\",START-DATE=\"2026-01-01T00:00:01.000Z\"\n";
    String playlist = playlist(0, 7, 1);
    List<String> reloads =
        List.of(playlist + first, playlist(0, 7, 2) + first + "#EXT-X-DATERANGE:" + second + "\n");
    assertThat(rules(fed(reloads))).isEqualTo(rule.isEmpty() ? Set.of() : Set.of(rule));
  }

  @Test
  void dateRangesAreSkippedWhereThatIsOffered() {
    String offered = playlist(0, 9, 0).replace("VERSION:9", "VERSION:10");
    String skip = "#EXT-X-SKIP:SKIPPED-SEGMENTS=0,RECENTLY-REMOVED-DATERANGES=\"x\ty\"\n";
    String with =
        offered.replace("CAN-SKIP-UNTIL=12.0", "CAN-SKIP-UNTIL=12.0,CAN-SKIP-DATERANGES=YES");
    assertThat(rules(fed(List.of(offered + skip)))).containsExactly("4.4.5.2 skip");
    assertThat(rules(fed(List.of(with + skip)))).isEmpty();
    String listed = "#EXT-X-DATERANGE:ID=\"y\",START-DATE=\"2026-01-01T00:00:01.000Z\"\n";
    assertThat(rules(fed(List.of(with + skip + listed)))).containsExactly("6.2.5.1 skip");
  }
}
