package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import io.xlive.testkit.PlaylistConformance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed tells nobody; what it wrote has to be enough for the next one. */
class RestartTest {
  private static final StreamPath PATH = new StreamPath("live", "cam1");
  private static final HlsConfig CONFIG = ConfigDefaults.of(HlsConfig.class);

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final List<Process> processes = new ArrayList<>();

  /** What a killed one still does would meet the folder's deletion. */
  @AfterEach
  void stop() {
    processes.forEach(process -> process.output.stop());
  }

  /** What lives as long as a process. */
  private final class Process {
    final HlsStreams streams =
        new HlsStreams(
            CONFIG,
            Media.CODECS,
            clock,
            new FileJournal(folder, CONFIG.journalRetention(), CONFIG.journalStreams(), clock),
            new Viewers(CONFIG.viewers(), clock, event -> {}, new java.util.Random(1)));
    final HlsOutput output = new HlsOutput(streams);

    Process() {
      processes.add(this);
    }

    FakePublishedStream publish(long epoch, long millis, String listed) {
      FakePublishedStream published = new FakePublishedStream(PATH, epoch);
      output.opened(published);
      published.write(Media.av(Media.START, Media.START + millis, 2000));
      await().until(() -> video().contains(listed));
      return published;
    }

    String video() {
      return text(new MediaName.Playlist(Bench.VIDEO));
    }

    String text(MediaName playlist) {
      return streams
          .find(PATH)
          .flatMap(s -> s.file(playlist))
          .map(f -> Bench.text(((HlsFile.Playlist) f).rendered()))
          .orElse("");
    }
  }

  @Test
  void aPlayerThatAsksOnSeesTheSameNumbersBeforeAndAfterThePublisherIsBack() {
    String before;
    {
      Process killed = new Process();
      killed.publish(1, 8700, "video,1,3.m4s");
      before = killed.video();
    }
    clock.advance(Duration.ofSeconds(3));
    Process next = new Process();
    String waiting = next.video();
    assertThat(waiting)
        .contains("#EXT-X-MEDIA-SEQUENCE:0\n", "#EXT-X-GAP", "video,1,3.m4s", "video,1,4.m4s")
        .doesNotContain("ENDLIST");
    assertThat(PlaylistConformance.check(waiting)).isEmpty();
    assertThat(line(waiting, "TARGETDURATION")).isEqualTo(line(before, "TARGETDURATION"));
    assertThat(line(waiting, "PART-TARGET")).isEqualTo(line(before, "PART-TARGET"));

    next.publish(2, 4700, "video,2,6.m4s");
    assertThat(next.video())
        .contains("#EXT-X-MEDIA-SEQUENCE:1\n", "#EXT-X-DISCONTINUITY\n", "video,2,5.m4s\n")
        .doesNotContain("video,2,4");
    assertThat(PlaylistConformance.check(next.video())).isEmpty();
  }

  /** Players wind by the numbers of the media playlist. */
  @Test
  void thePlaylistOfKeyFramesKeepsItsNumbersToo() {
    new Process().publish(1, 8700, "video,1,3.m4s");
    clock.advance(Duration.ofSeconds(3));
    Process next = new Process();
    next.publish(2, 4700, "video,2,6.m4s");
    String keys = next.text(new MediaName.KeyFrames(Bench.VIDEO));
    assertThat(line(keys, "MEDIA-SEQUENCE")).isEqualTo(line(next.video(), "MEDIA-SEQUENCE"));
    assertThat(keys).contains("#EXT-X-GAP\n", "video,1,4,key.m4s\n#EXT-X-DISCONTINUITY\n");
    assertThat(PlaylistConformance.check(keys)).isEmpty();
    assertThat(keys).doesNotContain("ENDLIST");
  }

  @Test
  void nobodyComesBack() {
    new Process().publish(1, 8700, "video,1,3.m4s");
    Process next = new Process();
    assertThat(next.video()).doesNotContain("ENDLIST");
    clock.advance(CONFIG.reconnectGrace());
    next.streams.tick();
    assertThat(next.streams.find(PATH)).isPresent();
    assertThat(next.video()).endsWith("#EXT-X-ENDLIST\n");
  }

  @Test
  void onlyTheFirstMomentsLookForStreamsOfBefore() {
    new Process().publish(1, 8700, "video,1,3.m4s");
    Process next = new Process();
    clock.advance(CONFIG.reconnectGrace().minusMillis(1));
    assertThat(next.streams.find(PATH)).isPresent();
    Process later = new Process();
    clock.advance(CONFIG.reconnectGrace());
    assertThat(later.streams.find(PATH)).isEmpty();
  }

  @Test
  void numbersGoOnAlsoWhenTheStreamHadEnded() {
    new Process().publish(1, 8700, "video,1,3.m4s").end(EndReason.FINISHED);
    Process ended = new Process();
    await()
        .until(
            () -> {
              var journal =
                  new FileJournal(folder, CONFIG.journalRetention(), 10, clock).read(PATH);
              return journal.filter(JournalRecord::ended).isPresent();
            });
    assertThat(ended.streams.find(PATH)).isEmpty();
    Process next = new Process();
    next.publish(2, 4700, "video,2,");
    assertThat(next.video()).contains("#EXT-X-MEDIA-SEQUENCE:5\n").doesNotContain("video,1,");
  }

  @Test
  void aStreamThatLeftMemoryGoesOnCountingToo() {
    Process process = new Process();
    process.publish(1, 8700, "video,1,3.m4s").end(EndReason.FINISHED);
    await().until(() -> process.video().endsWith("ENDLIST\n"));
    clock.advance(CONFIG.idleTimeout());
    process.streams.tick();
    assertThat(process.streams.all()).isEmpty();
    process.publish(2, 4700, "video,2,");
    assertThat(process.video()).contains("#EXT-X-MEDIA-SEQUENCE:5\n");
  }

  @Test
  void newPlayersDoNotWaitForAWholeSegmentAfterwards() {
    new Process().publish(1, 8700, "video,1,3.m4s");
    Process next = new Process();
    assertThat(next.streams.find(PATH).flatMap(s -> s.multivariant(""))).isEmpty();
    assertThat(next.streams.find(PATH).flatMap(s -> s.dash(""))).isEmpty();
    next.publish(2, 700, "video,2,5,0.m4s");
    assertThat(next.streams.find(PATH).flatMap(s -> s.multivariant(""))).isPresent();
    assertThat(next.streams.find(PATH).flatMap(s -> s.dash("")))
        .as("a manifest without a Period is none")
        .isEmpty();
    assertThat(next.video()).contains("RENDITION-REPORT");
  }

  @Test
  void aNumberIsKnownFromTheFirstPartOn() {
    new Process().publish(1, 700, "video,1,0,0.m4s");
    Process next = new Process();
    next.publish(2, 700, "video,2,1,0.m4s");
    assertThat(next.video()).contains("#EXT-X-MEDIA-SEQUENCE:1\n");
  }

  @Test
  void aNumberIsKnownFromTheFirstPartBehindAnEndOn() {
    Process process = new Process();
    process.publish(1, 4700, "video,1,1.m4s").end(EndReason.FINISHED);
    await().until(() -> process.video().endsWith("ENDLIST\n"));
    process.publish(2, 700, "video,2,3,0.m4s");
    Process next = new Process();
    assertThat(next.video()).contains("#EXT-X-GAP").doesNotContain("ENDLIST");
    next.publish(3, 700, "video,3,4,0.m4s");
  }

  @Test
  void dateRangesThatWereListedAreListedAfterwardsAndABreakEnds() {
    FakePublishedStream published = new Process().publish(1, 8700, "video,1,3.m4s");
    published.write(List.of(Media.data(Media.START + 8700, DateRangeTest.text("goal"))));
    published.write(List.of(Media.data(Media.START + 8720, SpliceTest.cue(SpliceTest.OUT))));
    // Told with a part, and no segment ends before the process is killed.
    published.write(Media.av(Media.START + 8700, Media.START + 9700, 2000));
    await().until(() -> ranges(processes.getLast().video()).size() == 2);
    List<String> before = ranges(processes.getLast().video());

    clock.advance(Duration.ofSeconds(3));
    Process next = new Process();
    assertThat(ranges(next.video())).isEqualTo(before);
    assertThat(PlaylistConformance.check(next.video())).isEmpty();

    FakePublishedStream back = next.publish(2, 2700, "video,2,5.m4s");
    back.write(List.of(Media.data(Media.START + 2700, SpliceTest.cue(SpliceTest.OUT))));
    back.write(List.of(Media.data(Media.START + 2700, SpliceTest.cue(SpliceTest.in()))));
    back.write(Media.av(Media.START + 2700, Media.START + 4700, 2000));
    await().until(() -> ranges(next.video()).size() == 3);
    assertThat(ranges(next.video()).subList(0, 2)).isEqualTo(before);
    assertThat(ranges(next.video()).getLast())
        .as("the end of the break that began before the restart")
        .startsWith(before.getLast().substring(0, before.getLast().indexOf(',')))
        .contains("SCTE35-IN=");
    assertThat(PlaylistConformance.check(next.video())).isEmpty();
  }

  private static List<String> ranges(String playlist) {
    return playlist.lines().filter(l -> l.startsWith("#EXT-X-DATERANGE")).toList();
  }

  private static String line(String playlist, String tag) {
    return playlist.lines().filter(l -> l.contains(tag)).findFirst().orElse("");
  }
}
