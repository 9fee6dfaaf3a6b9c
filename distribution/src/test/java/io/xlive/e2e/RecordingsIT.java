package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lindstrom.m3u8.model.MediaType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real recordings: B-frame pyramids, portrait, odd sizes, captions, audio that starts later. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class RecordingsIT {
  /** Longer ones are pushed faster than real time, as long as all of them stays in the playlist. */
  private static final int WINDOW_SECONDS = 10;

  /** The first begins with a frame of its own length, the second has groups of many lengths. */
  private static final Set<String> IRREGULAR = Set.of("ax_captions608.mp4", "srs_avatar.flv");

  private static final Set<String> CAPTIONED = Set.of("ax_captions608.mp4");

  @TestFactory
  Stream<DynamicTest> comesOutAsItWentIn(Stage stage) {
    List<String> names = Media.recordingNames();
    assumeFalse(names.isEmpty(), "there are no recordings on this machine");
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> play(stage, name)));
  }

  private static void play(Stage stage, String name) {
    Path clip = stage.media().recording(name, WINDOW_SECONDS);
    String stream = "recorded/" + name.replaceAll("\\..*", "");
    List<String> kinds = stage.media().kinds(clip);
    HlsPlayer player = IRREGULAR.contains(name) ? stage.irregular(stream) : stage.player(stream);
    stage.play(clip, stream, List.of("-readrate", "2"), player);
    Fidelity fidelity = new Fidelity(stage, clip, stream);
    fidelity.fragmented(player, kinds.contains("video"), kinds.contains("audio"));
    HlsPlayer again = stage.tsPlayer(stream);
    if (again.exists()) {
      HlsPlayer.playToEnd(Stage.LIMIT, again);
      assertThat(again.playlist().alternativeRenditions())
          .filteredOn(rendition -> rendition.type() == MediaType.CLOSED_CAPTIONS)
          .extracting(rendition -> rendition.inStreamId().orElse(""))
          .containsExactlyElementsOf(CAPTIONED.contains(name) ? List.of("CC1") : List.of());
      fidelity.transport(
          again,
          kinds.contains("video"),
          Optional.of("aac_adtstoasc").filter(f -> kinds.contains("aac")),
          kinds.contains("audio"));
    }
  }
}
