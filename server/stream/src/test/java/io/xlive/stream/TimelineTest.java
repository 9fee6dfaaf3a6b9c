package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Golden tables: what came in, where it ended up; {@code D} marks a discontinuity. */
class TimelineTest {
  private final Timeline timeline = new Timeline(4);

  @Test
  void beginsAtTenSecondsWhereverTheEncoderBegins() {
    assertThat(run("v 0", "v 40", "a 41")).containsExactly("v 10000", "v 10040", "a 10041");
    assertThat(new TimelineTest().run("v 3600000", "a 3599990"))
        .containsExactly("v 10000", "a 9990");
    assertThat(new TimelineTest().run("v -50", "v -10")).containsExactly("v 10000", "v 10040");
  }

  @Test
  void tracksThatBeginSecondsApartKeepTheirDistance() {
    assertThat(run("a 0", "a 23", "a 4000", "v 4010", "v 4050"))
        .containsExactly("a 10000", "a 10023", "a 14000", "v 14010", "v 14050");
    assertThat(new TimelineTest().run("v 5000", "a 2000", "v 5040"))
        .containsExactly("v 10000", "a 7000", "v 10040");
  }

  @Test
  void aTrackThatBeginsInAnotherWorldStartsWithTheOthers() {
    assertThat(run("v 100000", "v 100040", "a 0", "a 23"))
        .containsExactly("v 10000", "v 10040", "a 10040", "a 10063");
  }

  @Test
  void goesOnWhereThirtyTwoBitsEnd() {
    assertThat(run("v 4294967256", "a 4294967270", "v 0", "a 14", "v 40"))
        .containsExactly("v 10000", "a 10014", "v 10040", "a 10054", "v 10080");
  }

  @Test
  void goesOnWhereThirtyOneBitsEnd() {
    assertThat(run("v 2147483640", "v 32")).containsExactly("v 10000", "v 10040");
    assertThat(new TimelineTest().run("v 2147483640", "v -2147483616"))
        .containsExactly("v 10000", "v 10040");
  }

  @Test
  void goesOnWhereTwentyFourBitsEnd() {
    assertThat(run("v 16777200", "a 16777210", "v 24", "a 34"))
        .containsExactly("v 10000", "a 10010", "v 10040", "a 10050");
  }

  @Test
  void goesOnWhereASignExtendedTwentyFourBitCounterTurnsNegative() {
    assertThat(run("v 8388600", "v 4286578720", "v 4286578760"))
        .containsExactly("v 10000", "v 10040", "v 10080");
  }

  @Test
  void aTrackThatBeginsBehindAWrapFitsTheOneThatWrapped() {
    assertThat(run("v 4294967256", "v 0", "a 10", "a 4294967290"))
        .containsExactly("v 10000", "v 10040", "a 10050", "a 10051");
  }

  @Test
  void aStepOfTenSecondsIsAGapAndOneMoreIsABreak() {
    assertThat(run("v 0", "v 10000")).containsExactly("v 10000", "v 20000");
    assertThat(new TimelineTest().run("v 0", "v 40", "v 10041"))
        .containsExactly("v 10000", "v 10040", "vD 10080");
  }

  @Test
  void aJumpMovesBothTracksTogether() {
    assertThat(run("v 0", "a 10", "v 40", "a 33", "v 900000", "a 899993", "a 900016", "v 900040"))
        .containsExactly(
            "v 10000",
            "a 10010",
            "v 10040",
            "a 10033",
            "vD 10080",
            "aD 10073",
            "a 10096",
            "v 10120");
    assertThat(timeline.breaks()).isEqualTo(1);
  }

  @Test
  void aJumpBackMovesBothTracksTogether() {
    assertThat(run("v 100000", "a 100010", "v 100040", "v 50000", "a 50010", "v 50040"))
        .containsExactly("v 10000", "a 10010", "v 10040", "vD 10080", "aD 10090", "v 10120");
    assertThat(new TimelineTest().run("v 5000", "a 5010", "v 5040", "a 5033", "v 3000", "a 3010"))
        .containsExactly("v 10000", "a 10010", "v 10040", "a 10033", "vD 10080", "aD 10090");
  }

  @Test
  void theOtherTrackJoinsEvenWhereItsOwnStepIsJustNoJump() {
    assertThat(run("v 0", "a 30", "v 40", "v 10041", "a 10029"))
        .containsExactly("v 10000", "a 10030", "v 10040", "vD 10080", "aD 10068");
  }

  @Test
  void aTrackWhoseClockRunsOnIsLeftAlone() {
    assertThat(run("v 0", "a 0", "v 40", "a 23", "v 500000", "a 46", "v 500040", "a 69"))
        .containsExactly(
            "v 10000",
            "a 10000",
            "v 10040",
            "a 10023",
            "vD 10080",
            "a 10046",
            "v 10120",
            "a 10069");
  }

  @Test
  void aTrackThatFellSilentComesBackWithoutABreak() {
    List<String> in = new ArrayList<>(List.of("a 0", "v 0"));
    List<String> out = new ArrayList<>(List.of("a 10000", "v 10000"));
    for (int at = 1000; at <= 60_000; at += 1000) {
      in.add("v " + at);
      out.add("v " + (10_000 + at));
    }
    in.add("a 60010");
    out.add("a 70010");
    assertThat(run(in.toArray(String[]::new))).isEqualTo(out);
  }

  @Test
  void decodingTimesOnlyGrow() {
    assertThat(run("v 0", "v 0", "v 40", "v 35", "v 80"))
        .containsExactly("v 10000", "v 10001", "v 10040", "v 10041", "v 10080");
    assertThat(run("v 100", "v 0"))
        .as("100 ms back is jitter")
        .containsExactly("v 10100", "v 10101");
    assertThat(new TimelineTest().run("v 101", "v 0"))
        .as("101 ms is a break")
        .containsExactly("v 10000", "vD 10040");
  }

  @Test
  void offsetsOfBPicturesStayAsTheyCame() {
    MediaFrame first = timeline.mend(0, offset(Frames.key(0), 80));
    MediaFrame second = timeline.mend(0, offset(Frames.delta(40), -40));
    MediaFrame third = timeline.mend(0, offset(Frames.delta(40), 5));
    assertThat(first.pts()).isEqualTo(10_080);
    assertThat(second.ptsOffset()).isEqualTo(-40);
    assertThat(third.pts()).as("raised by a tick, shown when it was meant to be").isEqualTo(10_045);
    assertThat(timeline.mend(0, offset(Frames.delta(120), Integer.MAX_VALUE)).ptsOffset()).isZero();
  }

  @Test
  void timescalesMayDiffer() {
    TrackFormat video = Frames.video(0, 90_000);
    TrackFormat audio = Frames.audio(0, 48_000);
    assertThat(timeline.mend(0, Frames.frame(video, 0, FrameFlags.KEY, 1)).dts())
        .isEqualTo(900_000);
    assertThat(timeline.mend(1, Frames.frame(audio, 48_000, FrameFlags.KEY, 1)).dts())
        .isEqualTo(528_000);
    MediaFrame broken = timeline.mend(0, Frames.frame(video, 9_000_000, FrameFlags.KEY, 1));
    MediaFrame joined = timeline.mend(1, Frames.frame(audio, 4_800_000 + 480, FrameFlags.KEY, 1));
    assertThat(broken.flags().discontinuity() && joined.flags().discontinuity()).isTrue();
    assertThat(Ticks.toNanos(joined.dts(), 48_000) - Ticks.toNanos(broken.dts(), 90_000))
        .isBetween(9_970_000L, 10_000_000L);
  }

  @Test
  void aTimescaleMayChange() {
    timeline.mend(0, Frames.key(0));
    timeline.mend(0, Frames.key(1000));
    MediaFrame next =
        timeline.mend(0, Frames.frame(Frames.video(0, 90_000), 93_600, FrameFlags.KEY, 1));
    assertThat(next.dts()).isEqualTo(11_040 * 90);
  }

  @Test
  void aFilePushedFasterThanRealTimeIsFine() {
    for (int i = 0; i < 100_000; i++) {
      MediaFrame mended =
          timeline.mend(
              0, new MediaFrame(Frames.VIDEO, i * 40L, 0, 0, FrameFlags.NONE, Bytes.EMPTY));
      assertThat(mended.dts()).isEqualTo(10_000 + i * 40L);
      assertThat(mended.flags().discontinuity()).isFalse();
    }
  }

  @Test
  void dataFollowsAndNeverLeads() {
    assertThat(run("d 0", "v 50000", "d 0", "d 50020", "v 50040", "d 999999999"))
        .containsExactly("d 10000", "v 10000", "d 10000", "d 10020", "v 10040", "d 10040");
  }

  @Test
  void anyTimesGiveGrowingTimesAndNoException() {
    Random random = new Random(1);
    long[] last = {-1, -1, -1};
    TrackFormat[] formats = {Frames.video(0, 10_000_000), Frames.AUDIO, Frames.META};
    for (int i = 0; i < 200_000; i++) {
      int track = random.nextInt(3);
      long dts = random.nextBoolean() ? random.nextLong() : random.nextLong(1L << 33);
      MediaFrame mended =
          timeline.mend(track, Frames.frame(formats[track], dts, FrameFlags.KEY, 0));
      assertThat(mended.dts()).isGreaterThan(track == 2 ? last[track] - 1 : last[track]);
      last[track] = mended.dts();
    }
  }

  private static MediaFrame offset(MediaFrame frame, int offset) {
    return new MediaFrame(frame.format(), frame.dts(), offset, 0, frame.flags(), frame.payload());
  }

  private List<String> run(String... frames) {
    List<String> out = new ArrayList<>();
    for (String text : frames) {
      long dts = Long.parseLong(text.substring(2));
      MediaFrame frame =
          switch (text.charAt(0)) {
            case 'v' -> Frames.delta(dts);
            case 'a' -> Frames.sound(dts);
            default -> Frames.meta(dts, 1);
          };
      int track = "vad".indexOf(text.charAt(0));
      MediaFrame mended = timeline.mend(track, frame);
      out.add(text.charAt(0) + (mended.flags().discontinuity() ? "D " : " ") + mended.dts());
    }
    return out;
  }
}
