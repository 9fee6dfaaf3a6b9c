package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StreamPackagerTest {
  private final Bench bench = new Bench();

  private List<Double> durations(TrackId track) {
    return Pattern.compile("#EXTINF:([0-9.]+),")
        .matcher(bench.media(track))
        .results()
        .map(r -> Double.parseDouble(r.group(1)))
        .toList();
  }

  private List<Long> times(TrackId track) {
    List<Long> all = new ArrayList<>();
    bench.window.all().stream()
        .sorted(java.util.Comparator.comparingLong(Segment::number))
        .forEach(
            s ->
                s.track(track)
                    .ifPresent(
                        t -> t.parts().forEach(p -> p.frames().forEach(f -> all.add(f.dts())))));
    return all;
  }

  @Test
  void aLongGroupIsCutWithoutKeyFrameAndSaysSo() {
    bench.push(Media.av(Media.START, Media.START + 20_100, 10_000));
    assertThat(durations(Bench.VIDEO).subList(1, 6)).containsOnly(2.0);
    assertThat(bench.media(Bench.VIDEO))
        .contains("#EXT-X-TARGETDURATION:2\n")
        .doesNotContain("INDEPENDENT-SEGMENTS", "DISCONTINUITY");
    assertThat(bench.multivariant()).doesNotContain("INDEPENDENT-SEGMENTS");
  }

  @Test
  void oneFrameASecondIsCutAtWholeFrames() {
    bench.push(
        Media.interleave(
            Media.pictures(Media.VIDEO, Media.START, Media.START + 12_100, 1000, 5000),
            Media.sound(Media.AUDIO, Media.START, Media.START + 12_100)));
    bench.packager.end();
    assertThat(durations(Bench.VIDEO))
        .allSatisfy(d -> assertThat(Math.round(d)).isLessThanOrEqualTo(2));
    assertThat(bench.media(Bench.VIDEO)).doesNotContain("DISCONTINUITY", "GAP");
    assertThat(times(Bench.VIDEO)).hasSize(13);
  }

  @Test
  void aSlowPictureNeverMakesASegmentLongerThanTheTarget() {
    bench.push(Media.av(Media.START, Media.START + 4000, 2000));
    assertThat(bench.window.snapshot().targetDuration()).isEqualTo(2);
    bench.push(
        Media.pictures(Media.VIDEO, Media.START + 4000, Media.START + 20_000, 1700, 100_000));
    bench.packager.end();
    assertThat(durations(Bench.VIDEO))
        .allSatisfy(d -> assertThat(Math.round(d)).isLessThanOrEqualTo(2));
    assertThat(times(Bench.VIDEO)).hasSize(100 + 10);
  }

  @Test
  void aNewFormatStartsANewMapBehindADiscontinuityOnAllTracks() {
    bench.push(Media.av(Media.START, Media.START + 2000, 2000));
    TrackFormat other = Media.video("video", "h264", 2);
    bench.push(
        Media.interleave(
            Media.pictures(other, Media.START + 2000, Media.START + 4100, 40, 2000),
            Media.sound(Media.AUDIO, Media.START + 2005, Media.START + 4100)));
    bench.packager.end();
    assertThat(bench.media(Bench.VIDEO))
        .contains(
            """
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="video,1,init-1.mp4"
            #EXT-X-PROGRAM-DATE-TIME:\
            """);
    assertThat(bench.media(Bench.AUDIO))
        .containsOnlyOnce("#EXT-X-DISCONTINUITY\n")
        .containsOnlyOnce("EXT-X-MAP");
    assertThat(times(Bench.VIDEO)).hasSize(103);
  }

  @Test
  void anEqualFormatIsNoNewFormat() {
    bench.push(Media.av(Media.START, Media.START + 2000, 2000));
    TrackFormat same = Media.video("video", "h264", 1);
    bench.push(Media.pictures(same, Media.START + 2000, Media.START + 4100, 40, 2000));
    assertThat(bench.media(Bench.VIDEO)).doesNotContain("DISCONTINUITY").containsOnlyOnce("MAP");
  }

  @Test
  void lostFramesAreADiscontinuity() {
    bench.push(Media.av(Media.START, Media.START + 3000, 2000));
    bench.packager.accept(
        Media.frame(Media.VIDEO, Media.START + 4000, FrameFlags.KEY.withGap(), 10));
    bench.packager.accept(
        Media.frame(Media.AUDIO, Media.START + 4001, FrameFlags.KEY.withGap(), 10));
    bench.push(Media.av(Media.START + 4040, Media.START + 6100, 2000));
    assertThat(bench.media(Bench.VIDEO)).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
    assertThat(bench.media(Bench.AUDIO)).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
  }

  @Test
  void brokenTimeIsOneDiscontinuityThoughEachTrackTellsIt() {
    bench.push(Media.av(Media.START, Media.START + 3000, 1000));
    long on = Media.START + 3000;
    bench.packager.accept(Media.frame(Media.VIDEO, on, FrameFlags.KEY.withDiscontinuity(), 10));
    bench.packager.accept(Media.frame(Media.AUDIO, on, FrameFlags.KEY.withDiscontinuity(), 10));
    bench.push(Media.av(on + 40, on + 2200, 1000));
    bench.packager.end();
    assertThat(bench.media(Bench.VIDEO)).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
  }

  @Test
  void discontinuitySequenceCountsWhatLeft() {
    for (int i = 0; i < 9; i++) {
      long from = Media.START + i * 2000L;
      bench.push(Media.pictures(Media.video("video", "h264", i + 1), from, from + 2000, 40, 2000));
    }
    bench.packager.end();
    assertThat(bench.media(Bench.VIDEO))
        .contains("#EXT-X-MEDIA-SEQUENCE:3\n#EXT-X-DISCONTINUITY-SEQUENCE:2\n")
        .contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"video,1,init-3.mp4\"\n");
  }

  @Test
  void codecsThatChangeTogetherGetSectionsOfTheirOwnBehindOneBreak() {
    long change = Media.START + 4000;
    TrackFormat opus = Media.audio("audio", "opus", Optional.empty());
    TrackFormat picture = Media.video("video", "h264", 2);
    bench.push(Media.av(Media.START, change, 2000));
    bench.push(Media.sound(opus, change, change + 20));
    bench.push(
        Media.interleave(
            Media.pictures(picture, change + 5, change + 4200, 40, 2000),
            Media.sound(opus, change + 21, change + 4200)));
    bench.packager.end();
    for (TrackId track : List.of(Bench.VIDEO, Bench.AUDIO)) {
      assertThat(bench.media(track))
          .containsOnlyOnce("#EXT-X-DISCONTINUITY\n")
          .contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"" + track + ",1,init-1.mp4\"\n")
          .doesNotContain("GAP");
    }
    InitSegment section = bench.window.init(Bench.AUDIO, 1, 1).orElseThrow();
    assertThat(section.codec().id()).isEqualTo(opus.codec());
  }

  @Test
  void aFormatThatChangesWithEveryFrameDoesNotFloodThePlaylist() {
    for (int i = 0; i < 1000; i++) {
      bench.packager.accept(
          Media.frame(Media.video("video", "h264", i % 2), Media.START + i * 10L, true, 10));
    }
    bench.packager.end();
    long newest = bench.window.snapshot().segments().getLast().number();
    assertThat(newest).isLessThan(10 * 8);
  }

  @Test
  void tinyGroupsDoNotFloodThePlaylist() {
    bench.push(Media.pictures(Media.VIDEO, Media.START, Media.START + 10_000, 10, 10));
    assertThat(bench.window.snapshot().segments().getLast().number()).isLessThanOrEqualTo(4);
  }

  @Test
  void soundThatStartsLateJoinsWithTheSameNumbers() {
    bench.push(Media.pictures(Media.VIDEO, Media.START, Media.START + 5000, 40, 2000));
    bench.push(Media.av(Media.START + 5000, Media.START + 10_200, 1000));
    assertThat(bench.media(Bench.AUDIO)).contains("#EXT-X-MEDIA-SEQUENCE:2\n", "audio,1,2.m4s");
    assertThat(bench.media(Bench.VIDEO)).contains("#EXT-X-MEDIA-SEQUENCE:0\n");
    assertThat(bench.multivariant()).contains("AUDIO=\"audio\"");
  }

  @Test
  void soundThatStopsLeavesGapsAndThenThePlaylist() {
    bench.push(Media.av(Media.START, Media.START + 4000, 2000));
    bench.push(Media.pictures(Media.VIDEO, Media.START + 4000, Media.START + 9000, 40, 2000));
    assertThat(bench.media(Bench.AUDIO)).contains("#EXT-X-GAP\n#EXTINF:2.000000,\naudio,1,2.m4s\n");
    bench.push(Media.pictures(Media.VIDEO, Media.START + 9000, Media.START + 30_000, 40, 1000));
    assertThat(bench.window.snapshot().media(Bench.AUDIO)).isEmpty();
    assertThat(bench.multivariant()).doesNotContain("AUDIO");
  }

  @Test
  void soundGoesOnWhenThePictureStops() {
    bench.push(Media.av(Media.START, Media.START + 4000, 2000));
    bench.push(Media.sound(Media.AUDIO, Media.START + 4000, Media.START + 12_000));
    assertThat(durations(Bench.AUDIO).size()).isGreaterThanOrEqualTo(4);
    assertThat(durations(Bench.AUDIO))
        .allSatisfy(d -> assertThat(Math.round(d)).isLessThanOrEqualTo(2));
  }

  @Test
  void soundBeforeTheFirstPictureKeepsItsPlace() {
    bench.push(
        Media.interleave(
            Media.pictures(Media.VIDEO, Media.START + 200, Media.START + 4400, 40, 2000),
            Media.sound(Media.AUDIO, Media.START, Media.START + 4400)));
    assertThat(times(Bench.VIDEO).getFirst()).isEqualTo(Media.START + 200);
    assertThat(times(Bench.AUDIO).getFirst()).isEqualTo(Media.START * 48);
    assertThat(bench.media(Bench.VIDEO)).contains("T12:00:00.200Z\n");
    assertThat(bench.media(Bench.AUDIO)).contains("T12:00:00.000Z\n");
  }

  @Test
  void picturesBeforeTheFirstKeyFrameAreLeftOut() {
    bench.packager.accept(Media.frame(Media.VIDEO, Media.START, false, 10));
    bench.push(Media.pictures(Media.VIDEO, Media.START + 40, Media.START + 2200, 40, 2000));
    assertThat(times(Bench.VIDEO).getFirst()).isEqualTo(Media.START + 40);
    assertThat(bench.packager.dropped()).isEqualTo(1);
  }

  @Test
  void soundCutsWhereThePictureDoes() {
    bench.push(Media.av(Media.START, Media.START + 8200, 2000));
    for (long number = 1; number < 4; number++) {
      TrackSegment audio =
          bench.window.find(1, number).orElseThrow().track(Bench.AUDIO).orElseThrow();
      long boundary = (Media.START + number * 2000) * 1_000_000;
      assertThat(audio.startNanos()).isBetween(boundary, boundary + 22_000_000);
    }
  }

  @Test
  void soundThatArrivesLateStillEndsUpInItsSegment() {
    List<MediaFrame> frames =
        new ArrayList<>(Media.pictures(Media.VIDEO, Media.START, Media.START + 6000, 40, 2000));
    frames.addAll(Media.sound(Media.AUDIO, Media.START, Media.START + 6000));
    frames.sort(java.util.Comparator.comparingLong(f -> f.video() ? f.dts() : f.dts() + 700));
    bench.push(frames);
    TrackSegment audio = bench.window.find(1, 1).orElseThrow().track(Bench.AUDIO).orElseThrow();
    long boundary = (Media.START + 2000) * 1_000_000;
    assertThat(audio.startNanos()).isBetween(boundary, boundary + 22_000_000);
  }

  @Test
  void dataTracksAndUnknownCodecsAreNoTracks() {
    bench.packager.accept(
        Media.frame(Media.audio("audio", "speex", Optional.empty()), Media.START, true, 9));
    bench.push(Media.pictures(Media.VIDEO, Media.START, Media.START + 2200, 40, 2000));
    assertThat(bench.multivariant()).doesNotContain("audio");
  }

  @Test
  void aSegmentNeverHoldsMoreThanItsLimit() {
    int size = 4 << 20;
    for (int i = 0; i < 30; i++) {
      bench.packager.accept(Media.frame(Media.VIDEO, Media.START + i * 40L, i == 0, size));
    }
    bench.packager.end();
    assertThat(bench.window.all())
        .allSatisfy(
            s ->
                assertThat(s.track(Bench.VIDEO).orElseThrow().payloadBytes())
                    .isLessThanOrEqualTo(32L << 20));
  }

  @Test
  void framesThatCameTogetherAreToldOfAtOnceAndSayTheSame() {
    Bench together = new Bench();
    List<MediaFrame> frames = Media.av(Media.START, Media.START + 9_000, 2000);
    int told = 0;
    for (int i = 0; i < frames.size(); i++) {
      bench.packager.accept(frames.get(i));
      long segments = together.window.snapshot().segments().size();
      PlaylistSnapshot before = together.window.snapshot();
      together.packager.gather(frames.get(i));
      if (together.window.snapshot().segments().size() == segments) {
        assertThat(together.window.snapshot()).as("not told yet").isSameAs(before);
      }
      if (i % 37 == 36) {
        together.packager.tell();
        if (bench.window.snapshot().playable()) {
          assertThat(together.media(Bench.VIDEO)).isEqualTo(bench.media(Bench.VIDEO));
          assertThat(together.media(Bench.AUDIO)).isEqualTo(bench.media(Bench.AUDIO));
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(10);
    together.packager.end();
    bench.packager.end();
    assertThat(together.media(Bench.VIDEO)).isEqualTo(bench.media(Bench.VIDEO));
  }
}
