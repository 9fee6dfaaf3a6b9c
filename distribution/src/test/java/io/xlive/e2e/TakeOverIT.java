package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server on which who comes later may have the name ({@code stream.on-conflict: takeover}). */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class TakeOverIT {
  private static final Duration END = Duration.ofSeconds(15);
  private static final String CONFIG =
      """
      stream:
        on-conflict: takeover
      auth:
        anonymous:
          - play from anywhere
        static:
          users:
            - name: ann
              stream-keys: [key-of-ann-main, key-of-ann-spare]
              grants: ["publish:live/*"]
            - name: bob
              stream-keys: [key-of-bob-only]
              grants: ["publish:live/*"]
      """;

  @TempDir Path home;

  @Test
  void whoComesLaterGoesOnBehindADiscontinuity(Stage stage) {
    Path clip = stage.media().synthetic(9, Optional.of("libopenh264"), Optional.of("aac"));
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), CONFIG)) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), home);
      HlsPlayer player = own.player("live/name");
      try (ChildProcess first = own.push(clip, "live/name?key=key-of-ann-main")) {
        player.playUntil(2, Stage.LIMIT);
        refused(own, clip, "live/name?key=key-of-bob-only");
        assertThat(first.running()).as(first.tail()).isTrue();
        try (ChildProcess second = own.push(clip, "live/name?key=key-of-ann-spare")) {
          assertThat(first.exitCode(END)).isNotZero();
          assertThat(first.output()).contains("Server error: Another publisher took over.");
          HlsPlayer.playToEnd(Stage.LIMIT, player);
          second.succeeds(Stage.LIMIT);
        }
      }
      // Each reload was compared with the one before: no media sequence went back.
      for (HlsTrack track : player.tracks().values()) {
        assertThat(track.violations()).isEmpty();
        assertThat(track.discontinuities()).as(track.playlist()).isEqualTo(1);
      }
      bothPartsAreWhatWasPushed(own, clip, player, "v", FrameHash.Of.DECODED);
      bothPartsAreWhatWasPushed(own, clip, player, "a", FrameHash.Of.PACKETS);
    }
  }

  /** Another user's key opens the same folder, but not a name that is in use. */
  private static void refused(Stage stage, Path clip, String stream) {
    try (ChildProcess push = stage.push(clip, stream)) {
      assertThat(push.exitCode(END)).isNotZero();
      assertThat(push.output())
          .contains("Server error: live/name is published by somebody else (stream.on-conflict)");
    }
  }

  private static void bothPartsAreWhatWasPushed(
      Stage stage, Path clip, HlsPlayer player, String kind, FrameHash.Of of) {
    List<String> pushed = FrameHash.hashes(stage.ffmpeg(), clip, kind + ":0", of);
    List<Path> runs = player.track(kind).write(stage.folder(), "taken-over-" + kind);
    assertThat(runs).hasSize(2);
    List<String> first = FrameHash.hashes(stage.ffmpeg(), runs.getFirst(), kind + ":0", of);
    assertThat(first).as("of the first until it lost the name").isNotEmpty();
    assertThat(pushed.subList(0, first.size())).isEqualTo(first);
    assertThat(FrameHash.hashes(stage.ffmpeg(), runs.getLast(), kind + ":0", of))
        .as("all of the second")
        .isEqualTo(pushed);
  }
}
