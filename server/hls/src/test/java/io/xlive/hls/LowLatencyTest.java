package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.ConfigDefaults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowLatencyTest {
  @Test
  void aPartIsListedWithItsLastFrameAndNotWithTheNextOne() {
    Bench bench = new Bench();
    List<MediaFrame> frames =
        Media.pictures(Media.VIDEO, Media.START, Media.START + 6400, 40, 2000);
    // The picture of 1,960..2,000 ms is the last of the tenth part of segment 1.
    for (MediaFrame frame : frames) {
      bench.packager.accept(frame);
      if (frame.dts() == Media.START + 3920) {
        assertThat(bench.media(Bench.VIDEO)).doesNotContain("video,1,1,9.m4s\"\n#EXT");
      }
      if (frame.dts() == Media.START + 3960) {
        assertThat(bench.media(Bench.VIDEO))
            .contains("#EXT-X-PART:DURATION=0.200000,URI=\"video,1,1,9.m4s\"");
      }
    }
  }

  @Test
  void theFirstPlaylistComesWithTheFirstPartsOfPictureAndSound() {
    Bench bench = new Bench();
    bench.push(Media.av(Media.START, Media.START + 260, 2000));
    assertThat(bench.multivariant()).contains("avc1.64001f,mp4a.40.2");
    assertThat(bench.media(Bench.VIDEO))
        .contains(
            "#EXT-X-PART:DURATION=0.200000,URI=\"video,1,0,0.m4s\",INDEPENDENT=YES\n"
                + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"video,1,0,1.m4s\"\n")
        .doesNotContain("#EXTINF");
  }

  @ParameterizedTest(name = "{0}/{1} pictures a second: parts of {2} s")
  @CsvSource({
    "25, 1, 0.200000", "30, 1, 0.203000", "24, 1, 0.212000", "30000, 1001, 0.204000",
    "60, 1, 0.200000", "50, 1, 0.200000", "10, 1, 0.200000", "2, 1, 0.500000"
  })
  void theTargetFitsTheFrames(int frames, int seconds, String target) {
    TrackFormat format = rate(new Ratio(frames, seconds));
    List<MediaFrame> pictures = new ArrayList<>();
    for (long i = 0; i * 1000 * seconds / frames < 8000; i++) {
      long millis = Math.round(i * 1000.0 * seconds / frames);
      boolean key = i % (2L * frames / seconds) == 0;
      pictures.add(Media.frame(format, Media.START + millis, key, 500));
    }
    Bench bench = new Bench().push(pictures);
    String playlist = bench.media(Bench.VIDEO);
    assertThat(playlist).contains("#EXT-X-PART-INF:PART-TARGET=" + target + "\n");
    double most = Double.parseDouble(target);
    List<String> lines = playlist.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("#EXT-X-PART:DURATION=")) {
        double part =
            Double.parseDouble(
                lines.get(i).substring("#EXT-X-PART:DURATION=".length()).split(",")[0]);
        assertThat(part).isLessThanOrEqualTo(most);
        String next = lines.get(i + 1);
        boolean last = next.startsWith("#EXTINF") || next.endsWith(",0.m4s\"");
        if (!last) {
          assertThat(part).as(lines.get(i)).isGreaterThanOrEqualTo(0.85 * most);
        }
      }
    }
  }

  /** Pictures that are declared to come at a rate, with stamps in milliseconds. */
  static TrackFormat rate(Ratio rate) {
    FormatDetails.Video d = (FormatDetails.Video) Media.VIDEO.details();
    return new TrackFormat(
        Media.VIDEO.id(),
        Media.VIDEO.kind(),
        Media.VIDEO.codec(),
        1000,
        Media.VIDEO.config(),
        new FormatDetails.Video(
            d.codecString(),
            d.width(),
            d.height(),
            d.aspect(),
            Optional.of(rate),
            d.color(),
            d.interlaced()));
  }

  @Test
  void aPictureThatIsNotWhereItWasForetoldIsShownWhenItShould() {
    Bench bench = new Bench();
    List<MediaFrame> frames =
        Media.pictures(Media.VIDEO, Media.START, Media.START + 4000, 40, 2000);
    bench.push(frames);
    // One millisecond late behind a part that was listed.
    long late = Media.START + 4001;
    bench.push(List.of(Media.frame(Media.VIDEO, late, true, 100)));
    bench.push(Media.pictures(Media.VIDEO, late + 40, late + 2500, 40, 100_000));
    assertThat(held(bench)).anyMatch(f -> f.pts() == late && f.dts() == late - 1);
  }

  @Test
  void picturesThatComeFasterThanForetoldAreAllKept() {
    List<MediaFrame> frames =
        new ArrayList<>(Media.pictures(Media.VIDEO, Media.START, Media.START + 2000, 40, 2000));
    frames.addAll(Media.pictures(Media.VIDEO, Media.START + 2000, Media.START + 2200, 40, 2000));
    // From the end of a part on, four times as many: three come before that part should end.
    frames.addAll(Media.pictures(Media.VIDEO, Media.START + 2170, Media.START + 4000, 10, 9000));
    Bench bench = new Bench().push(frames);
    bench.packager.end();
    List<Long> shown = new ArrayList<>();
    held(bench).forEach(frame -> shown.add(frame.pts()));
    assertThat(shown).containsExactlyElementsOf(frames.stream().map(MediaFrame::pts).toList());
    List<Long> decoded = held(bench).stream().map(MediaFrame::dts).toList();
    assertThat(decoded).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aSilenceIsNoGroupOfPictures() {
    Bench bench =
        new Bench().push(Media.pictures(Media.VIDEO, Media.START, Media.START + 4000, 40, 2000));
    bench.push(Media.pictures(Media.VIDEO, Media.START + 7000, Media.START + 13_100, 40, 2000));
    bench.packager.end();
    List<TrackSegment> segments =
        bench.window.all().stream()
            .sorted((a, b) -> Long.compare(a.number(), b.number()))
            .flatMap(s -> s.track(Bench.VIDEO).stream())
            .toList();
    assertThat(segments).allMatch(TrackSegment::independent);
    assertThat(segments.subList(0, 5)).allMatch(s -> s.nanos() == 2_000_000_000L);
  }

  @Test
  void whatGrowsWithoutAKeyFrameIsNotIndependentEither() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 2260, 10_000));
    assertThat(bench.media(Bench.VIDEO)).contains("#EXT-X-INDEPENDENT-SEGMENTS");
    bench.push(
        Media.av(Media.START + 2280, Media.START + 2700, 100_000).stream()
            .filter(f -> !f.video() || f.dts() > Media.START + 2280)
            .map(f -> f.video() ? Media.frame(Media.VIDEO, f.dts(), false, 100) : f)
            .toList());
    assertThat(bench.media(Bench.VIDEO))
        .contains("video,1,1,0.m4s")
        .doesNotContain("#EXT-X-INDEPENDENT-SEGMENTS");
  }

  private static List<MediaFrame> held(Bench bench) {
    List<MediaFrame> held = new ArrayList<>();
    bench.window.all().stream()
        .sorted((a, b) -> Long.compare(a.number(), b.number()))
        .flatMap(s -> s.track(Bench.VIDEO).stream())
        .flatMap(t -> t.parts().stream())
        .forEach(part -> held.addAll(part.frames()));
    return held;
  }

  @Test
  void aDeltaLeavesOutWhatIsOlderThanSixTargets() {
    Bench bench =
        new Bench(ConfigDefaults.of(HlsConfig.class, Map.of("window", "20")))
            .push(Media.av(Media.START, Media.START + 40_100, 2000));
    String whole = bench.media(Bench.VIDEO);
    String delta =
        Bench.text(bench.window.snapshot().delta(Bench.VIDEO, Skip.SEGMENTS).orElseThrow());
    assertThat(whole.lines().filter(l -> l.startsWith("#EXTINF"))).hasSize(20);
    assertThat(delta)
        .contains("#EXT-X-VERSION:9\n", "#EXT-X-MEDIA-SEQUENCE:0\n", "SKIPPED-SEGMENTS=14\n")
        .doesNotContain("EXT-X-MAP", "video,1,13.m4s");
    assertThat(delta.lines().filter(l -> l.startsWith("#EXTINF"))).hasSize(6);
  }

  @Test
  void withNothingOldEnoughTheDeltaIsTheWholePlaylist() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 8100, 2000));
    assertThat(Bench.text(bench.window.snapshot().delta(Bench.VIDEO, Skip.SEGMENTS).orElseThrow()))
        .isEqualTo(bench.media(Bench.VIDEO));
  }

  @Test
  void partsAreListedForThreeTargetsAndStayFetchable() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 12_100, 2000));
    assertThat(bench.media(Bench.VIDEO))
        .contains("video,1,3,0.m4s", "video,1,5,9.m4s")
        .doesNotContain("video,1,1,0.m4s");
    assertThat(bench.window.find(1, 1).orElseThrow().track(Bench.VIDEO).orElseThrow().parts())
        .hasSize(10);
  }

  @Test
  void aQueryStandsBehindEachUri() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 2300, 2000));
    assertThat(with(bench.window.snapshot().media(Bench.VIDEO), "token=a&b=c"))
        .contains(
            "URI=\"video,1,init-0.mp4?token=a&b=c\"",
            "\nvideo,1,0.m4s?token=a&b=c\n",
            "URI=\"video,1,0,0.m4s?token=a&b=c\"",
            "URI=\"audio,index.m3u8?token=a&b=c\"");
    assertThat(with(bench.window.snapshot().multivariant("cam1/"), "token=a"))
        .contains("\ncam1/video,index.m3u8?token=a\n", "URI=\"cam1/audio,index.m3u8?token=a\"");
    assertThat(with(bench.window.snapshot().dash("cam1/"), "token=a$&b=c"))
        .contains(
            "media=\"cam1/video,1,$Number$.m4s?token=a$$&amp;b=c\"",
            "initialization=\"cam1/video,1,init-0.mp4?token=a$$&amp;b=c\"",
            "<Location>cam1.mpd?token=a$&amp;b=c</Location>",
            "value=\"cam1/" + HlsStream.CLOCK + "?token=a$&amp;b=c\"");
  }

  private static String with(Optional<RenderedPlaylist> playlist, String query) {
    StringBuilder all = new StringBuilder();
    playlist
        .orElseThrow()
        .with(query)
        .forEach(piece -> all.append(new String(piece.toArray(), StandardCharsets.UTF_8)));
    return all.toString();
  }
}
