package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.Fmp4Conformance;
import io.xlive.testkit.LivePlaylistChecker;
import io.xlive.testkit.PlaylistConformance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFramePlaylistTest {
  private final Bench bench = new Bench();

  private String keys() {
    String text = Bench.text(bench.window.snapshot().keyFrames(Bench.VIDEO).orElseThrow());
    assertThat(PlaylistConformance.check(text)).isEmpty();
    return text;
  }

  @Test
  void aKeyFrameForEachSegmentAndAGapWhereThereIsNone() {
    bench.push(Media.av(Media.START, Media.START + 6100, 4000));
    bench.packager.end();
    bench.pass(Duration.ofSeconds(7));
    bench.publication(2);
    bench.push(Media.av(Media.START, Media.START + 2100, 2000));
    assertThat(keys())
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-I-FRAMES-ONLY
            #EXT-X-MAP:URI="video,1,init-0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
            #EXTINF:2.320000,
            video,1,0,key.m4s
            #EXT-X-GAP
            #EXTINF:1.680000,
            video,1,1,key.m4s
            #EXTINF:2.000000,
            video,1,2,key.m4s
            #EXT-X-GAP
            #EXTINF:0.120000,
            video,1,3,key.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="video,2,init-0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:07.000Z
            #EXTINF:2.000000,
            video,2,4,key.m4s
            """);
  }

  @Test
  void theMultivariantPlaylistOffersIt() {
    bench.push(Media.av(Media.START, Media.START + 4100, 2000));
    assertThat(PlaylistConformance.check(bench.multivariant())).isEmpty();
    assertThat(bench.multivariant())
        .endsWith(
            "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=16448,AVERAGE-BANDWIDTH=16447,"
                + "CODECS=\"avc1.64001f\",RESOLUTION=1280x720,VIDEO-RANGE=SDR,"
                + "URI=\"video,iframes.m3u8\"\n");
    assertThat(bench.window.snapshot().keyFrames(Bench.AUDIO)).isEmpty();
  }

  private void group(long from, long millis, int keyBytes) {
    for (long t = from; t < from + millis; t += 40) {
      boolean key = t == from;
      bench.push(List.of(Media.frame(Media.VIDEO, Media.START + t, key, key ? keyBytes : 1000)));
    }
  }

  private String offer() {
    return bench.multivariant().lines().filter(l -> l.startsWith("#EXT-X-I-F")).findFirst().get();
  }

  @Test
  void theLargestKeyFrameIsThePeak() {
    group(0, 2000, 4000);
    group(2000, 2000, 8000);
    group(4000, 2000, 2000);
    group(6000, 40, 100);
    assertThat(offer()).contains("BANDWIDTH=32448,AVERAGE-BANDWIDTH=19114,");
  }

  /** A short last segment would say the rate of a stream that nobody plays. */
  @Test
  void whatIsShorterThanASecondCountsAsOne() {
    group(0, 2000, 4000);
    group(2000, 200, 6000);
    bench.packager.end();
    assertThat(offer()).contains("BANDWIDTH=48896,");
  }

  @Test
  void beforeThereIsASegmentTheWholePictureIsThePeak() {
    bench.push(Media.av(Media.START, Media.START + 1000, 2000));
    assertThat(offer()).contains(":BANDWIDTH=230880,").doesNotContain("AVERAGE");
  }

  @Test
  void theFirstKeyFrameOfASegmentStandsForItAtItsOwnTime() {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      // The segment begins without one, as where another picture's key frames decide.
      boolean key = i == 10 || i == 35;
      frames.add(Media.frame(Media.VIDEO, Media.START + 40L * i, key, 500 + i));
    }
    InitSegment init =
        new InitSegment(1, 0, Media.VIDEO, Media.CODECS.byId(new CodecId("h264")).orElseThrow());
    TrackSegment segment = new TrackSegment(init, frames.getFirst(), 0);
    segment.append(new Part(1, frames.subList(0, 25), Media.START + 1000, List.of()));
    segment.append(new Part(2, frames.subList(25, 50), Media.START + 2000, List.of()));
    Bytes fragment = segment.keyFragment(1).orElseThrow();
    assertThat(Fmp4Conformance.time(fragment)).hasValue(Media.START + 400);
    assertThat(fragment.slice(fragment.length() - 510, 510)).isEqualTo(frames.get(10).payload());
  }

  private static TrackSummary summary(TrackFormat format) {
    return new TrackSummary(format, 1, 1, 25, CaptionChannels.NONE);
  }

  @Test
  void onlyWhatPlayersCanWindThroughIsOffered() {
    assertThat(KeyFramePlaylist.offered(summary(Media.video("video", "h264", 1)))).isTrue();
    assertThat(KeyFramePlaylist.offered(summary(Media.video("video", "hevc", 1)))).isTrue();
    assertThat(KeyFramePlaylist.offered(summary(Media.video("video", "av1", 1)))).isFalse();
    assertThat(KeyFramePlaylist.offered(summary(Media.AUDIO))).isFalse();
  }

  @Test
  void aPictureThatCameLaterBeginsWhereItCame() {
    bench.push(Media.sound(Media.AUDIO, Media.START, Media.START + 4000));
    bench.push(Media.av(Media.START + 4000, Media.START + 8100, 2000));
    assertThat(keys()).doesNotContain("#EXT-X-GAP").doesNotContain("MEDIA-SEQUENCE:0");
    assertThat(keys().lines().filter(l -> l.endsWith("key.m4s"))).hasSizeGreaterThan(1);
  }

  @Test
  void itsFilesAreFragmentsOfOneFrame() {
    bench.push(Media.av(Media.START, Media.START + 6100, 2000));
    List<TrackSegment> segments =
        bench.window.snapshot().segments().stream()
            .map(s -> s.track(Bench.VIDEO).orElseThrow())
            .toList();
    List<Bytes> files =
        java.util.stream.IntStream.range(0, 3)
            .mapToObj(i -> segments.get(i).keyFragment(i + 1).orElseThrow())
            .toList();
    assertThat(Fmp4Conformance.check(segments.getFirst().init().bytes(), files)).isEmpty();
    assertThat(files).hasSize(3).allMatch(f -> f.length() > 4000 && f.length() <= 4112);
    assertThat(MediaName.parse("video,1,2,key.m4s"))
        .contains(new MediaName.KeyFrame(Bench.VIDEO, 1, 2));
    assertThat(MediaName.parse("video,iframes.m3u8"))
        .contains(new MediaName.KeyFrames(Bench.VIDEO));
  }

  @Test
  void reloadsGoOn() {
    LivePlaylistChecker checker = new LivePlaylistChecker();
    for (long second = 0; second < 20; second++) {
      long from = Media.START + 1000 * second;
      bench.push(Media.pictures(Media.VIDEO, from, from + 1000, 40, 1000));
      if (second > 2) {
        assertThat(checker.feed(second * 1_000_000_000, keys())).isEmpty();
      }
    }
    assertThat(checker.segments()).isGreaterThan(8);
  }
}
