package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that the product was promised with, word for word, on the default ports of a fresh
 * start.
 */
@ExtendWith(SharedStage.class)
class CustomerCommandsIT {
  @TempDir Path folder;

  @Test
  void workVerbatim(Stage stage) throws IOException {
    assumeTrue(
        free(1935) && free(3001), "the default ports 1935 and 3001 are taken on this machine");
    Path input = folder.resolve("input.mp4");
    stage
        .ffmpeg()
        .run(
            "-v",
            "error",
            "-i",
            stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac")).toString(),
            "-c",
            "copy",
            input.toString());
    try (XliveServer server = XliveServer.start(folder.resolve("home"), 3001, 1935, "")) {
      for (List<String> pace : List.of(List.of("-re"), List.<String>of())) {
        try (ChildProcess push =
            stage
                .ffmpeg()
                .start(
                    "push",
                    java.util.stream.Stream.concat(
                            pace.stream(),
                            java.util.stream.Stream.of(
                                "-i",
                                input.toString(),
                                "-c",
                                "copy",
                                "-f",
                                "flv",
                                "rtmp://localhost:1935/wida/wida"))
                        .toList())) {
          HlsPlayer player =
              new HlsPlayer(java.net.URI.create("http://localhost:3001/wida/wida.m3u8"));
          player.playUntil(1, Stage.LIMIT);
          push.succeeds(Stage.LIMIT);
          HlsPlayer.playToEnd(Stage.LIMIT, player);
          assertThat(player.track("v").violations()).isEmpty();
        }
      }
      assertThat(server.get("/wida/wida.m3u8").body()).startsWith("#EXTM3U").contains("CODECS=");
      assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(server.get("/health").statusCode()).isEqualTo(401);
      assertThat(server.getAsAdmin("/metrics").statusCode()).isEqualTo(200);
      assertThat(server.getAsAdmin("/metrics").body()).contains("# TYPE ");
      assertThat(server.getAsAdmin("/health").statusCode()).isEqualTo(200);
      assertThat(server.getAsAdmin("/health").body()).contains("\"status\":\"UP\"");
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
