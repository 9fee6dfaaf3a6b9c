package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.LivePlaylistChecker;
import io.xlive.testkit.PlaylistConformance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A rendition leaves a programme: nothing more is promised of the segment in which it left, and
 * gaps stand for its parts from the next one on, until it is back.
 */
class GapPartsTest {
  private static final TrackFormat HIGH = Media.video("720--video", "h264", 1);
  private static final TrackFormat LOW = Media.video("480--video", "h264", 1);
  private static final TrackFormat SOUND = Media.audio("480--audio", "aac", Optional.empty());

  /** A part and a gap without a segment's line between them. */
  private static final Pattern GAP_BEHIND_MEDIA =
      Pattern.compile("m4s\"(,INDEPENDENT=YES)?\n#EXT-X-PART:.*,GAP=YES");

  private final Bench bench = new Bench(ConfigDefaults.of(HlsConfig.class, Map.of("window", "10")));
  private final Map<TrackId, LivePlaylistChecker> checkers = new HashMap<>();
  private final Map<TrackId, String> seen = new HashMap<>();
  private long nanos;

  /** Something is promised behind a segment whose parts end before it: that is listed so. */
  private boolean hintBehindHole;

  /** 25 pictures a second, a key frame every two; all that is there of one moment together. */
  private void play(long from, long to, TrackFormat... tracks) {
    List<MediaFrame> frames = new ArrayList<>();
    for (TrackFormat track : tracks) {
      Stream.concat(
              Media.pictures(track, Media.START, Media.START + to, 40, 2000).stream()
                  .filter(f -> track != SOUND),
              Media.sound(track, Media.START, Media.START + to).stream()
                  .filter(f -> track == SOUND))
          .filter(f -> f.dts() >= Media.START + from)
          .forEach(frames::add);
    }
    frames.sort(Comparator.comparingLong(MediaFrame::dts));
    for (MediaFrame frame : frames) {
      nanos = (frame.dts() - Media.START) * 1_000_000;
      bench.packager.accept(frame);
      look();
    }
  }

  private void leave(TrackFormat... tracks) {
    bench.packager.left(Stream.of(tracks).map(TrackFormat::id).toList());
    look();
  }

  /** A strict player reloads whatever is new. */
  private void look() {
    for (TrackFormat track : List.of(HIGH, LOW, SOUND)) {
      Optional<String> text = bench.window.snapshot().media(track.id()).map(Bench::text);
      if (text.isPresent() && !text.get().equals(seen.put(track.id(), text.get()))) {
        checkers
            .computeIfAbsent(track.id(), id -> new LivePlaylistChecker())
            .feed(nanos, text.get());
        assertThat(text.get()).as("hls.js waits for ever").doesNotContainPattern(GAP_BEHIND_MEDIA);
      }
    }
  }

  @AfterEach
  void strictPlayersFindNothing() {
    checkers.forEach(
        (track, checker) ->
            assertThat(checker.violations())
                .as("%s%n%s", track, seen.get(track))
                .filteredOn(v -> !(hintBehindHole && v.detail().contains("end after ")))
                .isEmpty());
  }

  /** What is listed of a segment: lengths of parts, those of gaps in brackets. */
  private String parts(TrackFormat track, long number) {
    String before = "URI=\"" + track.id() + ",1," + number + ",";
    return String.join(
        " ",
        bench
            .media(track.id())
            .lines()
            .filter(l -> l.startsWith("#EXT-X-PART:") && l.contains(before))
            .map(
                l -> {
                  String length = l.substring(l.indexOf('=') + 1, l.indexOf('=') + 5);
                  return l.endsWith(",GAP=YES") ? "[" + length + "]" : length;
                })
            .toList());
  }

  private String end(TrackFormat track) {
    return bench.media(track.id()).lines().filter(l -> !l.contains("REPORT")).toList().getLast();
  }

  private int listed(TrackFormat track) {
    return bench.window.snapshot().lastPart(track.id()) + 1;
  }

  @Test
  void nothingMoreIsPromisedOfTheSegmentInWhichItLeft() {
    play(0, 5100, HIGH, LOW);
    assertThat(end(LOW)).contains("PRELOAD-HINT");
    leave(LOW);
    assertThat(parts(LOW, 2)).as("all that came").isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(end(LOW)).as("no other part comes").endsWith("480--video,1,2,5.m4s\"");
    play(5100, 6040, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(end(LOW)).isEqualTo("480--video,1,2.m4s");
    assertThat(bench.media(HIGH.id()))
        .contains("480--video,index.m3u8\",LAST-MSN=2,LAST-PART=5")
        .doesNotContain("GAP");
    play(6040, 6240, HIGH);
  }

  @Test
  void eachPartThatTheLeadingRenditionCompletesIsAGapAtOnceFromTheNextSegmentOn() {
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 6240, HIGH);
    assertThat(bench.media(LOW.id()))
        .contains("5.m4s\"\n#EXTINF:2.000000,\n480--video,1,2.m4s\n#EXT-X-PART:");
    assertThat(parts(LOW, 3)).isEqualTo("[0.20]");
    assertThat(end(LOW))
        .isEqualTo("#EXT-X-PART:DURATION=0.200000,URI=\"480--video,1,3,0.m4s\",GAP=YES");
    assertThat(listed(LOW)).isEqualTo(1);
    assertThat(bench.media(HIGH.id()))
        .contains("480--video,index.m3u8\",LAST-MSN=3,LAST-PART=0")
        .doesNotContain("GAP");
    play(6240, 6440, HIGH);
    assertThat(parts(LOW, 3)).isEqualTo("[0.20] [0.20]");
    play(6440, 8100, HIGH);
    assertThat(bench.media(LOW.id()))
        .contains(",GAP=YES\n#EXT-X-GAP\n#EXTINF:2.000000,\n480--video,1,3.m4s\n")
        .containsOnlyOnce("EXT-X-MAP");
    assertThat(parts(LOW, 3)).isEqualTo("[0.20]" + " [0.20]".repeat(9));
  }

  @Test
  void whoLeavesWithTheSegmentHasNoHole() {
    play(0, 5960, HIGH, LOW);
    play(5960, 6000, LOW);
    leave(LOW);
    play(5960, 6500, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20" + " 0.20".repeat(9));
    assertThat(parts(LOW, 3)).isEqualTo("[0.20] [0.20]");
  }

  @Test
  void whoIsFarBehindLeavesNothingToWaitForEither() {
    play(0, 5000, HIGH, LOW);
    play(5000, 5560, HIGH);
    leave(LOW);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20");
    assertThat(end(LOW)).endsWith("480--video,1,2,4.m4s\"");
    play(5560, 6240, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20");
    assertThat(parts(LOW, 3)).isEqualTo("[0.20]");
  }

  @Test
  void whoComesBackGoesOnWhereASegmentBegins() {
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 6500, HIGH);
    play(6500, 8000, HIGH, LOW);
    assertThat(parts(LOW, 3))
        .as("it has begun without it")
        .isEqualTo("[0.20]" + " [0.20]".repeat(9));
    play(8000, 8500, HIGH, LOW);
    assertThat(parts(LOW, 4)).isEqualTo("0.20 0.20");
    assertThat(end(LOW)).endsWith("480--video,1,4,2.m4s\"").contains("PRELOAD-HINT");
    play(8500, 10_100, HIGH, LOW);
    assertThat(parts(LOW, 4)).isEqualTo("0.20" + " 0.20".repeat(9));
    assertThat(bench.media(LOW.id())).doesNotContain("DISCONTINUITY");
  }

  /** The others' first picture of the segment came before its own: nobody had heard of it. */
  @Test
  void whoIsBackTooLateForASegmentThatGapsStandInWaitsForTheNext() {
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 6000, HIGH);
    play(6000, 8500, HIGH, LOW);
    assertThat(parts(LOW, 3)).isEqualTo("[0.20]" + " [0.20]".repeat(9));
    assertThat(parts(LOW, 4)).isEqualTo("0.20 0.20");
  }

  @Test
  void whoLeavesTheFirstSegmentIsBackInTheSecond() {
    hintBehindHole = true;
    play(0, 1100, HIGH, LOW);
    leave(LOW);
    play(1100, 1500, HIGH);
    play(1500, 2500, HIGH, LOW);
    assertThat(parts(LOW, 0))
        .as("pictures alone are told of with their first segment")
        .isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(parts(LOW, 1)).isEqualTo("0.20 0.20");
  }

  /** Its first picture comes later than the first part of the others. */
  @Test
  void whoIsBackButBehindIsWaitedForInTheNextSegment() {
    hintBehindHole = true;
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 5500, HIGH);
    play(5500, 6000, HIGH, LOW);
    play(6000, 6400, HIGH);
    assertThat(parts(LOW, 3)).as("no gap before what may come").isEmpty();
    play(6000, 6400, LOW);
    play(6400, 8100, HIGH, LOW);
    assertThat(parts(LOW, 3)).isEqualTo("0.20" + " 0.20".repeat(9));
  }

  @Test
  void whoComesBackAndLeavesAgainIsGaps() {
    hintBehindHole = true;
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 5500, HIGH);
    play(5500, 6000, HIGH, LOW);
    play(6000, 6400, HIGH);
    leave(LOW);
    assertThat(parts(LOW, 3)).isEqualTo("[0.20] [0.20]");
    play(6400, 6800, HIGH);
    assertThat(parts(LOW, 3)).isEqualTo("[0.20] [0.20] [0.20] [0.20]");
  }

  /** A promise of before must not move what comes after. */
  @Test
  void whoComesBackWithinTwoSecondsIsShownAtItsOwnTime() {
    hintBehindHole = true;
    play(0, 5200, HIGH, LOW);
    leave(LOW);
    play(5200, 5600, HIGH);
    play(5600, 8100, HIGH, LOW);
    TrackSegment back = bench.window.snapshot().segments().get(3).track(LOW.id()).orElseThrow();
    assertThat(back.startNanos()).isEqualTo((Media.START + 6000) * 1_000_000);
    assertThat(back.firstDts()).isEqualTo(Media.START + 6000);
  }

  @Test
  void anotherOneLeadsWhenTheLeadingRenditionLeaves() {
    play(0, 5100, HIGH, LOW);
    leave(HIGH);
    play(5100, 5600, LOW);
    assertThat(parts(HIGH, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(parts(LOW, 2)).isEqualTo("0.20" + " 0.20".repeat(7));
    play(5600, 8100, LOW);
    assertThat(bench.media(LOW.id())).doesNotContain("GAP", "DISCONTINUITY");
    assertThat(parts(HIGH, 3)).isEqualTo("[0.20]" + " [0.20]".repeat(9));
    play(8100, 10_000, LOW, HIGH);
    play(10_000, 10_500, LOW, HIGH);
    assertThat(parts(HIGH, 5)).isEqualTo("0.20 0.20");
    assertThat(bench.media(HIGH.id())).doesNotContain("DISCONTINUITY");
  }

  @Test
  void gapsOfASoundGoWithThePicturesOfTheOthers() {
    play(0, 5100, HIGH, LOW, SOUND);
    leave(LOW, SOUND);
    play(5100, 6300, HIGH);
    assertThat(parts(SOUND, 2)).isEqualTo("0.19 0.19 0.19 0.19 0.19 0.14");
    assertThat(parts(SOUND, 3)).isEqualTo("[0.20]");
  }

  /** Pictures and sound that belong together do not end together. */
  @Test
  void whereOnlySoundIsLeftAtTheEndThePicturesHaveNoHole() {
    TrackFormat tongue = Media.audio("audio-en--audio", "aac", Optional.of("en"));
    play(0, 6000, LOW);
    Media.sound(tongue, Media.START, Media.START + 6000).forEach(bench.packager::accept);
    leave(LOW);
    bench.packager.accept(Media.frame(tongue, Media.START + 6000, true, 300));
    bench.packager.end();
    bench.window.end();
    look();
    assertThat(bench.media(LOW.id())).doesNotContain("GAP");
  }

  @Test
  void aBreakEndsTheSegmentInWhichItLeftToo() {
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 5300, HIGH);
    play(9000, 12_000, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(bench.media(LOW.id())).contains("#EXT-X-DISCONTINUITY\n");
    // Until there is a part behind a break, nothing is hinted at: no matter of gaps.
    checkers.remove(HIGH.id());
  }

  @Test
  void whoIsOnlySilentIsNotTakenForOneThatLeft() {
    hintBehindHole = true;
    play(0, 5100, HIGH, LOW);
    play(5100, 5900, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20");
    play(5900, 8500, HIGH);
    assertThat(parts(LOW, 2)).isEqualTo("0.20 0.20 0.20 0.20 0.20 0.12");
    assertThat(parts(LOW, 3)).as("the hint still stands").isEmpty();
  }

  @Test
  void aDeltaUpdateHasTheGaps() {
    play(0, 21_100, HIGH, LOW);
    leave(LOW);
    play(21_100, 22_500, HIGH);
    String delta = Bench.text(bench.window.snapshot().delta(LOW.id(), Skip.SEGMENTS).orElseThrow());
    assertThat(PlaylistConformance.check(delta)).isEmpty();
    String whole = bench.media(LOW.id());
    assertThat(delta).contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=").contains(",GAP=YES\n");
    assertThat(whole).endsWith(delta.substring(delta.indexOf("#EXTINF")));
    assertThat(PlaylistConformance.checkUpdate(whole, delta)).isEmpty();
  }

  @Test
  void theFormOfAPlaylistWithAHole() {
    play(0, 3100, HIGH, LOW);
    leave(LOW);
    play(3100, 4300, HIGH);
    assertThat(bench.media(LOW.id()))
        .endsWith(
            """
            #EXTINF:2.000000,
            480--video,1,0.m4s
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,1,0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,1,1.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,1,2.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,1,3.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,1,4.m4s"
            #EXT-X-PART:DURATION=0.120000,URI="480--video,1,1,5.m4s"
            #EXTINF:2.000000,
            480--video,1,1.m4s
            #EXT-X-PART:DURATION=0.200000,URI="480--video,1,2,0.m4s",GAP=YES
            #EXT-X-RENDITION-REPORT:URI="720--video,index.m3u8",LAST-MSN=2,LAST-PART=0
            """);
  }

  @Test
  void allThatCameIsInTheSegmentAndInParts() {
    play(0, 5100, HIGH, LOW);
    leave(LOW);
    play(5100, 6240, HIGH);
    Segment segment = bench.window.snapshot().segments().get(2);
    TrackSegment media = segment.track(LOW.id()).orElseThrow();
    assertThat(media.frameCount()).isEqualTo(28);
    assertThat(media.bytes()).hasSize(6);
  }
}
