package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.Fmp4Conformance;
import io.xlive.testkit.PlaylistConformance;
import io.xlive.testkit.TsConformance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What strict readers say of everything that a player gets, at every step of a stream's life. */
class ConformanceTest {
  private static final long T0 = Media.START;

  enum Scenario {
    REGULAR,
    LONG_GROUPS,
    SHORT_GROUPS,
    ONE_FRAME_A_SECOND,
    SLOW_AFTER_FAST,
    SOUND_ONLY,
    PICTURES_ONLY,
    TWO_LANGUAGES,
    TWO_AUDIO_CODECS,
    NEW_PICTURE_FORMAT,
    NEW_SOUND_FORMAT,
    LOST_FRAMES,
    SILENT_PUBLISHER,
    SOUND_LATE,
    SOUND_STOPS,
    PICTURE_STOPS,
    SKEWED,
    REORDERED
  }

  private static List<MediaFrame> frames(Scenario scenario) {
    TrackFormat other = Media.video("video", "h264", 2);
    TrackFormat english = Media.audio("audio-1", "aac", Optional.of("en"));
    TrackFormat opus = Media.audio("audio-1", "opus", Optional.empty());
    return switch (scenario) {
      case REGULAR -> Media.av(T0, T0 + 20_000, 2000);
      case LONG_GROUPS -> Media.av(T0, T0 + 33_000, 10_000);
      case SHORT_GROUPS -> Media.av(T0, T0 + 20_000, 240);
      case ONE_FRAME_A_SECOND ->
          Media.interleave(
              Media.pictures(Media.VIDEO, T0, T0 + 25_000, 1000, 5000),
              Media.sound(Media.AUDIO, T0, T0 + 25_000));
      case SLOW_AFTER_FAST ->
          join(
              Media.av(T0, T0 + 4000, 2000),
              Media.pictures(Media.VIDEO, T0 + 4000, T0 + 25_000, 1700, 1700));
      case SOUND_ONLY -> Media.sound(Media.AUDIO, T0, T0 + 20_000);
      case PICTURES_ONLY -> Media.pictures(Media.VIDEO, T0, T0 + 20_000, 40, 2000);
      case TWO_LANGUAGES ->
          join(
              Media.interleave(
                  Media.av(T0, T0 + 16_000, 2000), Media.sound(english, T0, T0 + 16_000)));
      case TWO_AUDIO_CODECS ->
          Media.interleave(Media.av(T0, T0 + 9_000, 2000), Media.sound(opus, T0, T0 + 9_000));
      case NEW_PICTURE_FORMAT ->
          join(
              Media.av(T0, T0 + 5_000, 2000),
              Media.interleave(
                  Media.pictures(other, T0 + 5_000, T0 + 9_000, 40, 2000),
                  Media.sound(Media.AUDIO, T0 + 5_010, T0 + 9_000)));
      case NEW_SOUND_FORMAT ->
          join(
              Media.av(T0, T0 + 5_000, 2000),
              Media.interleave(
                  Media.pictures(Media.VIDEO, T0 + 5_000, T0 + 9_000, 40, 1000),
                  Media.sound(
                      Media.audio("audio", "aac", Optional.of("fr")), T0 + 5_010, T0 + 9_000)));
      case LOST_FRAMES ->
          join(
              Media.av(T0, T0 + 5_000, 2000),
              List.of(
                  Media.frame(Media.VIDEO, T0 + 6_000, FrameFlags.KEY.withGap(), 10),
                  Media.frame(Media.AUDIO, T0 + 6_001, FrameFlags.KEY.withGap(), 10)),
              Media.av(T0 + 6_040, T0 + 12_000, 2000));
      case SILENT_PUBLISHER ->
          join(Media.av(T0, T0 + 5_000, 2000), Media.av(T0 + 13_000, T0 + 19_000, 2000));
      case SOUND_LATE ->
          join(
              Media.pictures(Media.VIDEO, T0, T0 + 5_000, 40, 1000),
              Media.av(T0 + 5_000, T0 + 15_000, 1000));
      case SOUND_STOPS ->
          join(
              Media.av(T0, T0 + 6_000, 2000),
              Media.pictures(Media.VIDEO, T0 + 6_000, T0 + 25_000, 40, 1000));
      case PICTURE_STOPS ->
          join(Media.av(T0, T0 + 6_000, 2000), Media.sound(Media.AUDIO, T0 + 6_000, T0 + 25_000));
      case SKEWED -> {
        List<MediaFrame> skewed = new ArrayList<>(Media.av(T0, T0 + 20_000, 5000));
        skewed.sort(Comparator.comparingLong(f -> f.video() ? f.dts() + 600 : f.dts()));
        yield skewed;
      }
      case REORDERED ->
          Media.av(T0, T0 + 12_000, 2000).stream()
              .map(
                  f ->
                      f.video()
                          ? new MediaFrame(
                              f.format(),
                              f.dts(),
                              f.key() ? 80 : (int) (f.dts() / 40 % 3) * 40,
                              0,
                              f.flags(),
                              f.payload())
                          : f)
              .toList();
    };
  }

  @SafeVarargs
  private static List<MediaFrame> join(List<MediaFrame>... runs) {
    List<MediaFrame> all = new ArrayList<>();
    for (List<MediaFrame> run : runs) {
      all.addAll(run);
    }
    return all;
  }

  private final Bench bench = new Bench();
  private final Map<String, String> before = new HashMap<>();
  private final Map<Long, Segment> seen = new LinkedHashMap<>();
  private PlaylistSnapshot last = bench.window.snapshot();

  /**
   * Whether the transport stream keeps its main track: where the picture stops, the sound of that
   * segment goes on beyond the duration listed.
   */
  private boolean continuous = true;

  /** Whether the groups of pictures are alike, so that the end of a segment is known ahead. */
  private boolean foreseeable = true;

  /** Whether no frame becomes longer than the part target that was told before. */
  private boolean regular = true;

  private void look() {
    PlaylistSnapshot now = bench.window.snapshot();
    if (now == last) {
      return;
    }
    last = now;
    now.segments().forEach(s -> seen.putIfAbsent(s.number(), s));
    now.multivariant("").ifPresent(p -> check("multivariant", p, false));
    now.tsMultivariant("").ifPresent(p -> check("ts multivariant", p, false));
    now.tsMedia().ifPresent(p -> check("ts", p, true));
    for (TrackSummary track : now.tracks()) {
      TrackId id = track.format().id();
      check(id.value(), now.media(id).orElseThrow(), true);
    }
  }

  private void check(String name, RenderedPlaylist rendered, boolean media) {
    String text = Bench.text(rendered);
    assertThat(PlaylistConformance.check(text))
        .as("%s:%n%s", name, text)
        .filteredOn(v -> regular || !v.rule().equals("parts"))
        .isEmpty();
    String old = before.put(name, text);
    if (old != null && media) {
      assertThat(PlaylistConformance.checkUpdate(old, text))
          .as("%s:%n%s%n%s", name, old, text)
          .filteredOn(v -> continuous || !name.equals("ts") || !v.rule().endsWith(" date"))
          .filteredOn(v -> foreseeable || !v.rule().endsWith("preload hint"))
          .isEmpty();
    }
  }

  private void push(List<MediaFrame> frames) {
    for (MediaFrame frame : frames) {
      bench.packager.accept(frame);
      look();
    }
  }

  /**
   * A transport stream whose program loses its picture is not looked at: it starts anew with each
   * segment.
   */
  private void checkMedia(boolean transport) {
    Map<Run, List<Bytes>> runs = new LinkedHashMap<>();
    List<TsConformance.Segment> ts = new ArrayList<>();
    for (Segment segment : seen.values()) {
      for (TrackSegment track : segment.tracks().values()) {
        Run run = new Run(track.init(), segment.discontinuityNumber());
        runs.computeIfAbsent(run, r -> new ArrayList<>()).addAll(track.bytes());
      }
      bench
          .window
          .ts(segment, Media.CODECS)
          .ifPresent(b -> ts.add(new TsConformance.Segment(b, segment.discontinuity())));
    }
    runs.forEach(
        (run, pieces) ->
            assertThat(Fmp4Conformance.check(run.init().bytes(), pieces))
                .as("%s", run.init().format().id())
                .isEmpty());
    if (!transport) {
      return;
    }
    boolean independent = seen.values().stream().allMatch(Segment::independent);
    assertThat(
            TsConformance.checkSegments(ts).stream()
                .filter(v -> independent || !v.rule().equals("random access")))
        .isEmpty();
  }

  /** What a decoder gets without being reset. */
  private record Run(InitSegment init, long discontinuityNumber) {}

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void strictReadersFindNothing(Scenario scenario) {
    continuous = scenario != Scenario.PICTURE_STOPS;
    regular = scenario != Scenario.SLOW_AFTER_FAST;
    foreseeable =
        !EnumSet.of(
                Scenario.LONG_GROUPS,
                Scenario.PICTURE_STOPS,
                Scenario.SKEWED,
                Scenario.SLOW_AFTER_FAST)
            .contains(scenario);
    push(frames(scenario));
    bench.packager.end();
    look();
    bench.window.end();
    look();
    assertThat(seen).hasSizeGreaterThan(3);
    checkMedia(scenario != Scenario.PICTURE_STOPS);
  }

  @Test
  void noFrameIsLostAndNoneComesTwice() {
    for (Scenario scenario : Scenario.values()) {
      Bench fresh = new Bench();
      List<MediaFrame> pushed = frames(scenario);
      fresh.push(pushed);
      fresh.packager.end();
      long packaged =
          fresh.window.all().stream()
              .flatMap(s -> s.tracks().values().stream())
              .mapToLong(TrackSegment::frameCount)
              .sum();
      assertThat(packaged).as("%s", scenario).isEqualTo(pushed.size());
    }
  }

  @Test
  void publishersThatComeAndGo() {
    foreseeable = false;
    for (int epoch = 1; epoch <= 4; epoch++) {
      bench.publication(epoch);
      push(Media.av(T0, T0 + 5000 + 700L * epoch, 1000 + 500L * epoch));
      bench.packager.end();
      look();
      if (epoch == 2) {
        bench.window.end();
        // The end is taken back when the publisher comes again: no update that a strict reader
        // knows.
        before.clear();
        last = bench.window.snapshot();
      }
    }
    checkMedia(true);
  }
}
