package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several pictures and sounds in one connection, as Enhanced RTMP v2 has them and OBS sends. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class MultitrackIT {
  private static final int SECONDS = 10;

  @Test
  void threePicturesAndTwoSoundsAreOnePlaylist(Stage stage) {
    List<Path> clips =
        List.of(
            clip(stage, "640x360", 440), clip(stage, "320x180", 880), clip(stage, "160x90", 660));
    String stream = "multitrack/three";
    List<HlsPlayer> players =
        List.of(
            stage.variant(stream, "video", "audio"),
            stage.variant(stream, "video-1", "audio-1"),
            stage.variant(stream, "video-2"));
    Path recorded = stage.folder().resolve("multitrack-three.mkv");
    try (ChildProcess push = push(stage, stream, clips)) {
      players.getFirst().playUntil(1, Stage.LIMIT);
      try (ChildProcess record = LadderIT.record(stage, stream, recorded)) {
        HlsPlayer.playToEnd(Stage.LIMIT, players.toArray(HlsPlayer[]::new));
        push.succeeds(Stage.LIMIT);
        record.succeeds(Stage.LIMIT);
      }
    }
    Set<List<String>> grids = new HashSet<>();
    for (int i = 0; i < clips.size(); i++) {
      new Fidelity(stage, clips.get(i), stream + i).fragmented(players.get(i), true, i < 2);
      grids.add(players.get(i).track("v").grid());
    }
    assertThat(grids).as("numbers, times and breaks of the segments").hasSize(1);
    LadderIT.everyRendition(stage, recorded, clips);
    assertThat(players.getFirst().playlist().variants()).hasSize(3);
    assertThat(players.getFirst().playlist().alternativeRenditions())
        .extracting(sound -> sound.name() + " " + sound.groupId())
        .containsExactly("Audio audio", "Audio 2 audio");
  }

  static Path clip(Stage stage, String size, int tone) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=25:duration=" + SECONDS));
    arguments.addAll(
        List.of(
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=" + tone + ":sample_rate=48000:duration=" + SECONDS));
    arguments.addAll(List.of("-c:v", "libopenh264", "-pix_fmt", "yuv420p", "-g", "25"));
    arguments.addAll(List.of("-b:v", "300k", "-allow_skip_frames", "0"));
    arguments.addAll(List.of("-c:a", "aac", "-ac", "2", "-b:a", "96k"));
    return stage.media().clip("multitrack-" + size, arguments);
  }

  /** All pictures, and the sound of the first two. */
  private static ChildProcess push(Stage stage, String stream, List<Path> clips) {
    List<String> arguments = new ArrayList<>();
    clips.forEach(clip -> arguments.addAll(List.of("-re", "-i", clip.toString())));
    for (int i = 0; i < clips.size(); i++) {
      arguments.addAll(List.of("-map", i + ":v"));
    }
    arguments.addAll(List.of("-map", "0:a", "-map", "1:a", "-c", "copy", "-f", "flv"));
    arguments.add(stage.server().rtmp(stream));
    return stage.ffmpeg().start("push", arguments);
  }
}
