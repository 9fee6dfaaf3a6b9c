package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * RTMP in HTTP, pushed and played by ffmpeg's own client. Its RTMPTS does not work with any server:
 * it goes on by plain HTTP after the first request.
 */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class RtmptIT {
  @TempDir Path home;

  @Test
  void whatIsPushedThroughTheTunnelPlaysThroughItAndAsHls(Stage stage) {
    Path clip = stage.media().synthetic(12, Optional.of("libopenh264"), Optional.of("aac"));
    int port = XliveServer.freePort();
    try (XliveServer server =
        XliveServer.start(
            home,
            XliveServer.freePort(),
            XliveServer.freePort(),
            "rtmp: {tunnel: {port: " + port + "}}\n")) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), home);
      String address = "rtmpt://127.0.0.1:" + port + "/live/tunnel";
      HlsPlayer player = own.player("live/tunnel");
      Fidelity fidelity = new Fidelity(own, clip, "live/tunnel");
      try (ChildProcess push = own.pushTo(clip, address, List.of("-re"))) {
        player.playUntil(1, Stage.LIMIT);
        assertThat(server.getAsAdmin("/streams").body()).contains("\"rtmpt\"");
        Path played = home.resolve("played.flv");
        stage.ffmpeg().record(address, played, "-t", "2");
        fidelity.fromAKeyFrame(played, 25);
        HlsPlayer.playToEnd(Stage.LIMIT, player);
        push.succeeds(Stage.LIMIT);
      }
      // ffmpeg throws away what it has not sent when it closes a tunnel.
      Path pictures = player.track("v").write(home, "video").getFirst();
      fidelity.fromAKeyFrame(pictures, 280);
      assertThat(player.track("v").violations()).isEmpty();
    }
  }
}
