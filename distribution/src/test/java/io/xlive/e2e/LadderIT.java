package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams that are the renditions of one programme by the rule of {@code hls.ladder}. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class LadderIT {
  private static final int SECONDS = 10;

  @Test
  void threeRenditionsOfOneEncoderAreOneProgramme(Stage stage) {
    Map<String, Path> clips =
        Map.of(
            "360", stage.media().sized(SECONDS, "640x360"),
            "180", stage.media().sized(SECONDS, "320x180"),
            "90", stage.media().sized(SECONDS, "160x90"));
    String stream = "ladder/three";
    List<String> names = List.of("360", "180", "90");
    List<HlsPlayer> players =
        names.stream().map(name -> stage.variant(stream, name + "--video")).toList();
    Path recorded = stage.folder().resolve("ladder-three.mkv");
    try (ChildProcess push = stage.pushLadder(clips, stream, List.of("-re"))) {
      players.getFirst().playUntil(1, Stage.LIMIT);
      try (ChildProcess record = record(stage, stream, recorded)) {
        HlsPlayer.playToEnd(Stage.LIMIT, players.toArray(HlsPlayer[]::new));
        push.succeeds(Stage.LIMIT);
        record.succeeds(Stage.LIMIT);
      }
    }
    List<List<String>> grids = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      new Fidelity(stage, clips.get(names.get(i)), stream + "_" + names.get(i))
          .fragmented(players.get(i), true, true);
      grids.add(players.get(i).track("v").grid());
    }
    assertThat(grids.getFirst()).hasSizeGreaterThan(SECONDS / 2);
    assertThat(grids).as("numbers, times and breaks of the segments").containsOnly(grids.get(0));
    everyRendition(stage, recorded, clips.values());
  }

  /** A radio programme in two bit rates. */
  @Test
  void soundAloneIsALadderToo(Stage stage) {
    Map<String, Path> clips =
        Map.of("hi", sound(stage, "128k"), "mid", sound(stage, "64k"), "lo", sound(stage, "32k"));
    String stream = "ladder/radio";
    List<String> names = List.of("hi", "mid", "lo");
    List<HlsPlayer> players =
        names.stream().map(name -> stage.variant(stream, name + "--audio")).toList();
    try (ChildProcess push = stage.pushLadder(clips, stream, List.of("-re"))) {
      HlsPlayer.playToEnd(Stage.LIMIT, players.toArray(HlsPlayer[]::new));
      push.succeeds(Stage.LIMIT);
    }
    Set<List<String>> grids = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      new Fidelity(stage, clips.get(names.get(i)), stream + "_" + names.get(i))
          .fragmented(players.get(i), false, true);
      grids.add(players.get(i).track("a").grid());
    }
    assertThat(grids).as("numbers, times and breaks of the segments").hasSize(1);
  }

  /** Four streams: two pictures without sound, and the sound in two languages. */
  @Test
  void soundsAreNamedByTheirLanguages(Stage stage) {
    Path german = MultitrackIT.clip(stage, "640x360", 440);
    Path english = MultitrackIT.clip(stage, "320x180", 880);
    Map<String, Path> clips =
        Map.of(
            "360", stage.media().part(german, "v"),
            "180", stage.media().part(english, "v"),
            "audio-de", stage.media().part(german, "a"),
            "audio-en", stage.media().part(english, "a"));
    String stream = "ladder/tongues";
    HlsPlayer first = stage.variant(stream, "360--video", "audio-de--audio");
    HlsPlayer second = stage.variant(stream, "180--video", "audio-en--audio");
    try (ChildProcess push = stage.pushLadder(clips, stream, List.of("-copyts", "-re"))) {
      await("all four")
          .atMost(Stage.LIMIT)
          .until(
              () -> {
                String text = stage.server().get("/" + stream + ".m3u8").body();
                return clips.keySet().stream().allMatch(name -> text.contains(name + "--"));
              });
      HlsPlayer.playToEnd(Stage.LIMIT, first, second);
      push.succeeds(Stage.LIMIT);
    }
    new Fidelity(stage, german, stream + "_de").fragmented(first, true, true);
    new Fidelity(stage, english, stream + "_en").fragmented(second, true, true);
    assertThat(first.track("v").grid()).isEqualTo(second.track("v").grid());
    assertThat(first.playlist().variants()).hasSize(2);
    assertThat(first.playlist().alternativeRenditions())
        .extracting(sound -> sound.groupId() + " " + sound.name())
        .containsExactly("audio German", "audio English");
  }

  /** Else one would wait unseen for the other's end. */
  @Test
  void theNameOfAProgrammeIsNotPublished(Stage stage) {
    Path clip = stage.media().sized(6, "320x180");
    refusedBeside(stage, clip, "ladder/own_180", "ladder/own");
    refusedBeside(stage, clip, "ladder/self", "ladder/self_180");
  }

  private static void refusedBeside(Stage stage, Path clip, String first, String second) {
    try (ChildProcess push = stage.push(clip, first)) {
      stage.player(first).playUntil(1, Stage.LIMIT);
      try (ChildProcess other = stage.push(clip, second, List.of("-v", "info", "-re"))) {
        assertThat(other.exitCode(Stage.LIMIT)).isNotZero();
        assertThat(other.output()).contains("Server error: ladder/", "(hls.ladder)");
      }
      push.succeeds(Stage.LIMIT);
    }
  }

  private static Path sound(Stage stage, String rate) {
    return stage
        .media()
        .clip(
            "radio-" + rate,
            List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000:duration=" + SECONDS,
                "-c:a",
                "aac",
                "-b:a",
                rate));
  }

  /** ffmpeg as a player of all variants at once, from the oldest segment to the end. */
  static ChildProcess record(Stage stage, String stream, Path file) {
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "error"));
    arguments.addAll(List.of("-live_start_index", "0"));
    arguments.addAll(List.of("-i", stage.server().uri("/" + stream + ".m3u8").toString()));
    arguments.addAll(List.of("-map", "0:v", "-map", "0:a", "-c", "copy", file.toString()));
    return stage.ffmpeg().start("record", arguments);
  }

  static void everyRendition(Stage stage, Path recorded, Collection<Path> clips) {
    Set<List<String>> pushed =
        clips.stream().map(clip -> pictures(stage, clip, 0)).collect(Collectors.toSet());
    Set<List<String>> played =
        IntStream.range(0, clips.size())
            .mapToObj(i -> pictures(stage, recorded, i))
            .collect(Collectors.toSet());
    assertThat(played).as("all pictures, as ffmpeg recorded them").isEqualTo(pushed);
  }

  private static List<String> pictures(Stage stage, Path file, int track) {
    return FrameHash.hashes(stage.ffmpeg(), file, "v:" + track, FrameHash.Of.DECODED);
  }
}
