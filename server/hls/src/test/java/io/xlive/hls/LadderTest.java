package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final StreamPath PROGRAMME = new StreamPath("live", "cam1");
  private final FakeClock clock = new FakeClock();
  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(HlsConfig.class, Map.of("ladder", "live/{name}_{rendition}")),
          Media.CODECS,
          clock);
  private final HlsOutput output = new HlsOutput(streams);

  @AfterEach
  void stop() {
    output.stop();
  }

  @Test
  void renditionsAreVariantsOfOneProgrammeWithCommonBoundaries() {
    FakePublishedStream high = publish("720", 5);
    FakePublishedStream low = publish("480", 6);
    push(Media.START, Media.START + 6100, high, low);
    await().until(() -> listed("480--video", 2));
    assertThat(multivariant())
        .contains(
            "AUDIO=\"720-audio\"\n720--video,index.m3u8\n",
            "AUDIO=\"480-audio\"\n480--video,index.m3u8\n",
            "GROUP-ID=\"480-audio\"");
    assertThat(multivariant().lines().filter(l -> l.startsWith("#EXT-X-STREAM-INF"))).hasSize(2);
    assertThat(times(playlist("720--video"))).isEqualTo(times(playlist("480--video")));
  }

  @Test
  void eachRenditionIsStillAStreamOfItsOwn() {
    FakePublishedStream high = publish("720", 5);
    push(Media.START, Media.START + 6100, high);
    await()
        .until(
            () ->
                streams
                    .find(new StreamPath("live", "cam1_720"))
                    .flatMap(s -> s.multivariant(""))
                    .isPresent());
  }

  @Test
  void aRenditionThatConnectsLaterIsPlacedByTheEncodersTimeStamps() {
    FakePublishedStream high = publish("720", 5);
    push(Media.START, Media.START + 6100, high);
    await().until(() -> listed("720--video", 2));
    // Its own time begins anew, six seconds into the other's.
    FakePublishedStream low = publish("480", 6);
    low.sourceOffsetNanos(-6_000_000_000L);
    var lower = Media.av(Media.START, Media.START + 6100, 2000);
    var higher = Media.av(Media.START + 6000, Media.START + 12_100, 2000);
    for (long t = 0; t < 6_000; t += 500) {
      long from = t;
      high.write(between(higher, Media.START + 6000 + from));
      low.write(between(lower, Media.START + from));
    }
    await().until(() -> listed("480--video", 4));
    assertThat(playlist("480--video")).doesNotContain("DISCONTINUITY");
    assertThat(times(playlist("720--video")))
        .containsAll(times(playlist("480--video")).subList(1, 3));
  }

  @Test
  void renditionsThatConnectInTheSameMomentMakeOneProgramme() throws Exception {
    try (ExecutorService encoders = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 100; i++) {
        StreamPath programme = new StreamPath("live", "cam" + i);
        CyclicBarrier moment = new CyclicBarrier(2);
        List<FakePublishedStream> both =
            List.of(
                new FakePublishedStream(new StreamPath("live", "cam" + i + "_720"), 5),
                new FakePublishedStream(new StreamPath("live", "cam" + i + "_480"), 6));
        List<Callable<Boolean>> openings = new ArrayList<>();
        for (FakePublishedStream each : both) {
          openings.add(
              () -> {
                moment.await();
                output.opened(each);
                return true;
              });
        }
        encoders.invokeAll(openings);
        push(Media.START, Media.START + 700, both.toArray(FakePublishedStream[]::new));
        await("programme " + i)
            .until(
                () ->
                    streams
                        .find(programme)
                        .flatMap(stream -> stream.multivariant(""))
                        .map(Bench::text)
                        .filter(text -> text.contains("720--video") && text.contains("480--video"))
                        .isPresent());
        both.forEach(each -> each.end(EndReason.FINISHED));
      }
    }
  }

  @Test
  void theOthersGoOnWhenOneLeavesAndItsComeBackIsNoBreak() {
    FakePublishedStream high = publish("720", 5);
    FakePublishedStream low = publish("480", 6);
    push(Media.START, Media.START + 4100, high, low);
    await().until(() -> listed("480--video", 1));
    low.end(EndReason.LOST);
    push(Media.START + 6000, Media.START + 20_100, high);
    await().until(() -> listed("720--video", 7));
    assertThat(playlist("720--video")).doesNotContain("ENDLIST", "DISCONTINUITY");
  }

  @Test
  void theLeadingRenditionComesBackWithoutABreakAndWhereASegmentBegins() {
    FakePublishedStream high = publish("720", 5);
    write(0, 40, high);
    FakePublishedStream low = publish("480", 6);
    write(0, 40, low);
    write(40, 5000, low, high);
    await().until(() -> listed("480--video", 1));
    high.end(EndReason.LOST);
    write(5000, 9000, low);
    await().until(() -> listed("480--video", 3));
    assertThat(playlist("720--video")).as("what is missing to the boundary").contains("GAP=YES");
    // Its players wait for no part that cannot come.
    assertThat(state("720--video", 2, 9)).isEqualTo(Goal.State.REACHED);
    assertThat(state("720--video", 3, 0)).isEqualTo(Goal.State.REACHED);
    assertThat(state("720--video", 4, 0)).as("a gap").isEqualTo(Goal.State.REACHED);
    assertThat(state("720--video", 4, 9)).isEqualTo(Goal.State.AHEAD);
    assertThat(state("480--video", 4, 9)).isEqualTo(Goal.State.AHEAD);
    // The key frame of nine seconds is in the middle of a segment.
    FakePublishedStream back = publish("720", 7);
    for (long t = 9000; t < 14_200; t += 200) {
      write(t, t + 200, low, back);
    }
    await().until(() -> listed("720--video", 6) && listed("480--video", 6));
    assertThat(playlist("480--video")).doesNotContain("DISCONTINUITY", "GAP");
    assertThat(playlist("720--video")).doesNotContain("DISCONTINUITY");
    assertThat(times(playlist("720--video"))).isEqualTo(times(playlist("480--video")));
    assertThat(playlist("720--video"))
        .contains("#EXT-X-GAP\n#EXTINF:2.000000,\n720--video,5,4.m4s\n");
  }

  @Test
  void soundAloneIsCutAtTheSameMomentsWhoeverLeaves() {
    FakePublishedStream high = publish("hi", 5);
    FakePublishedStream low = publish("lo", 6);
    List<MediaFrame> sound = Media.sound(Media.AUDIO, Media.START, Media.START + 13_000);
    for (MediaFrame frame : sound) {
      long at = frame.dts() - Media.START;
      if (at < 3_500) {
        high.write(frame);
      } else if (at > 3_530 && at < 3_560) {
        await().until(() -> listed("lo--audio", 0));
        high.end(EndReason.LOST);
        await().until(() -> streams.stats().perStream().size() == 3);
      }
      low.write(frame);
    }
    await().until(() -> listed("lo--audio", 5));
    assertThat(playlist("lo--audio")).doesNotContain("DISCONTINUITY", "GAP");
    assertThat(playlist("lo--audio").lines().filter(l -> l.startsWith("#EXTINF")))
        .allMatch(l -> Math.abs(Double.parseDouble(l.substring(8, 15)) - 2) < 0.03);
  }

  @Test
  void soundsNamedByALanguageAreOneGroupForAllPictures() {
    FakePublishedStream high = publish("720", 5);
    FakePublishedStream low = publish("480", 6);
    FakePublishedStream german = publish("audio-de", 7);
    FakePublishedStream english = publish("audio-en", 8);
    for (MediaFrame frame : slice(0, 6_100)) {
      if (frame.video()) {
        high.write(frame);
        low.write(frame);
      } else {
        german.write(frame);
        english.write(frame);
      }
    }
    await().until(() -> listed("480--video", 2));
    assertThat(multivariant().lines().filter(l -> l.startsWith("#EXT-X-STREAM-INF")))
        .hasSize(2)
        .allMatch(l -> l.endsWith(",AUDIO=\"audio\""));
    assertThat(multivariant())
        .contains("GROUP-ID=\"audio\",NAME=\"German\",LANGUAGE=\"de\",DEFAULT=YES")
        .contains("GROUP-ID=\"audio\",NAME=\"English\",LANGUAGE=\"en\",DEFAULT=NO");
    assertThat(streams.find(PROGRAMME).flatMap(s -> s.dash("")).map(Bench::text).orElse(""))
        .contains("lang=\"de\"", "lang=\"en\"");
  }

  /** Its stamps are near enough to the programme's to be mistaken for them. */
  @Test
  void anEncoderThatCountsFromZeroAgainDoesNotHoldTheOthersUp() {
    FakePublishedStream high = publish("720", 5);
    FakePublishedStream low = publish("480", 6);
    push(Media.START, Media.START + 6100, high, low);
    await().until(() -> listed("480--video", 2));
    low.end(EndReason.LOST);
    FakePublishedStream back = publish("480", 7);
    for (long t = 7000; t < 13_100; t += 200) {
      write(t, t + 200, high);
      slice(t, t + 200).forEach(frame -> back.write(earlier(frame, 7000)));
    }
    await().until(() -> listed("480--video", 5));
    await().until(() -> listed("720--video", 5));
  }

  private static MediaFrame earlier(MediaFrame frame, long millis) {
    return new MediaFrame(
        frame.format(),
        frame.dts() - millis,
        frame.ptsOffset(),
        frame.arrivalNanos(),
        frame.flags(),
        frame.payload());
  }

  @Test
  void aNameIsAStreamOrAProgrammeButNotBoth() {
    StreamPath rendition = new StreamPath("live", "cam1_720");
    assertThat(streams.conflict(PROGRAMME)).isEmpty();
    assertThat(streams.conflict(rendition)).isEmpty();
    FakePublishedStream high = publish("720", 5);
    assertThat(streams.conflict(PROGRAMME))
        .hasValueSatisfying(why -> assertThat(why).contains("live/cam1 ", "hls.ladder"));
    assertThat(streams.conflict(rendition)).as("its own publisher may come back").isEmpty();
    assertThat(streams.conflict(new StreamPath("live", "cam2"))).isEmpty();
    high.end(EndReason.FINISHED);
    await().until(() -> streams.conflict(PROGRAMME).isEmpty());
    FakePublishedStream alone = new FakePublishedStream(PROGRAMME, 6);
    output.opened(alone);
    assertThat(streams.conflict(PROGRAMME)).isEmpty();
    assertThat(streams.conflict(rendition))
        .hasValueSatisfying(why -> assertThat(why).contains("live/cam1 ", "hls.ladder"));
    assertThat(streams.conflict(new StreamPath("live", "cam2_720"))).isEmpty();
    alone.end(EndReason.FINISHED);
    await().until(() -> streams.conflict(rendition).isEmpty());
  }

  @Test
  void theProgrammeEndsWithItsLastRendition() {
    FakePublishedStream high = publish("720", 5);
    FakePublishedStream low = publish("480", 6);
    push(Media.START, Media.START + 4100, high, low);
    high.end(EndReason.FINISHED);
    await().until(() -> !playlist("720--video").isEmpty());
    assertThat(playlist("480--video")).doesNotContain("ENDLIST");
    low.end(EndReason.FINISHED);
    await().until(() -> playlist("480--video").endsWith("#EXT-X-ENDLIST\n"));
  }

  private FakePublishedStream publish(String rendition, long epoch) {
    FakePublishedStream published =
        new FakePublishedStream(new StreamPath("live", "cam1_" + rendition), epoch);
    output.opened(published);
    return published;
  }

  /** A piece of a long programme with a key frame each second. */
  private static List<MediaFrame> slice(long from, long to) {
    return Media.av(Media.START, Media.START + 15_000, 1000).stream()
        .filter(f -> f.dts() >= Media.START + from && f.dts() < Media.START + to)
        .toList();
  }

  private static void write(long from, long to, FakePublishedStream... renditions) {
    for (MediaFrame frame : slice(from, to)) {
      for (FakePublishedStream rendition : renditions) {
        rendition.write(frame);
      }
    }
  }

  private static void push(long from, long to, FakePublishedStream... renditions) {
    var frames = Media.av(from, to, 2000);
    for (var frame : frames) {
      for (FakePublishedStream rendition : renditions) {
        rendition.write(frame);
      }
    }
  }

  private static List<MediaFrame> between(List<MediaFrame> frames, long from) {
    return frames.stream().filter(f -> f.dts() >= from && f.dts() < from + 500).toList();
  }

  private String multivariant() {
    return streams.find(PROGRAMME).flatMap(s -> s.multivariant("")).map(Bench::text).orElse("");
  }

  private String playlist(String track) {
    Optional<HlsFile> file =
        streams.find(PROGRAMME).flatMap(s -> s.file(new MediaName.Playlist(new TrackId(track))));
    return file.map(f -> Bench.text(((HlsFile.Playlist) f).rendered())).orElse("");
  }

  private Goal.State state(String track, long msn, int part) {
    return streams
        .find(PROGRAMME)
        .orElseThrow()
        .state(new Goal.Reload(new TrackId(track), msn, part));
  }

  /** Whether a whole segment is listed; all of a test are of the epoch of its first stream. */
  private boolean listed(String track, int number) {
    return playlist(track).contains("\n" + track + ",5," + number + ".m4s\n");
  }

  private static List<String> times(String playlist) {
    return playlist
        .lines()
        .filter(l -> l.startsWith("#EXTINF") || l.startsWith("#EXT-X-PROGRAM-DATE-TIME"))
        .toList();
  }
}
