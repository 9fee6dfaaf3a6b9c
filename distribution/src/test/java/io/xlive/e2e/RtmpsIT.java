package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.testkit.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** RTMP over TLS, in both directions, with a certificate that is renewed under a running push. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class RtmpsIT {
  @TempDir Path home;

  @Test
  void aRenewedCertificateIsShownToNewConnectionsAndTheRunningPushGoesOn(Stage stage) {
    Path clip = stage.media().synthetic(12, Optional.of("libopenh264"), Optional.of("aac"));
    Pem first = Pem.make(home, "first", "-keyalg", "EC");
    Pem second = Pem.make(home, "second", "-keyalg", "RSA");
    Pem used = new Pem(home.resolve("used.crt"), home.resolve("used.key"));
    first.replace(used, FileTime.fromMillis(1_000_000));
    int port = XliveServer.freePort();
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), tls(port, used))) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), home);
      String address = "rtmps://127.0.0.1:" + port + "/live/tls";
      HlsPlayer player = own.player("live/tls");
      Fidelity fidelity = new Fidelity(own, clip, "live/tls");
      try (ChildProcess push = own.pushTo(clip, address, List.of("-re"))) {
        player.playUntil(1, Stage.LIMIT);
        assertThat(shows(port, first)).isTrue();
        second.replace(used, FileTime.fromMillis(2_000_000));
        await("the new certificate").until(() -> shows(port, second));
        assertThat(shows(port, first)).isFalse();
        Path played = home.resolve("played.flv");
        stage.ffmpeg().record(address, played, "-t", "2");
        fidelity.fromAKeyFrame(played, 25);
        HlsPlayer.playToEnd(Stage.LIMIT, player);
        push.succeeds(Stage.LIMIT);
      }
      fidelity.fragmented(player, true, true);
    }
  }

  @Test
  void aPushWithoutACertificateThatIsAskedForIsRefusedAndTheLogSaysSo(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    Pem own = Pem.make(home, "own", "-keyalg", "EC");
    Pem encoder = Pem.make(home, "encoder", "-keyalg", "EC");
    int port = XliveServer.freePort();
    String config =
        tls(port, own) + "    client-authorities: \"%s\"\n".formatted(encoder.certificate());
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), config)) {
      String address = "rtmps://127.0.0.1:" + port + "/live/tls";
      try (ChildProcess push = push(stage, clip, List.of(), address)) {
        assertThat(push.exitCode(Stage.LIMIT)).isNotZero();
      }
      await().atMost(Stage.LIMIT).until(() -> server.log().contains("127.0.0.1 refused: TLS: "));
      List<String> shown =
          List.of(
              "-cert_file",
              encoder.certificate().toString(),
              "-key_file",
              encoder.key().toString());
      try (ChildProcess push = push(stage, clip, shown, address)) {
        push.succeeds(Stage.LIMIT);
      }
      await().atMost(Stage.LIMIT).until(() -> server.log().contains("publishes live/tls"));
      assertThat(server.log()).doesNotContain("\tat ");
    }
  }

  private static ChildProcess push(Stage stage, Path clip, List<String> shown, String address) {
    List<String> arguments = new ArrayList<>(List.of("-i", clip.toString(), "-c", "copy"));
    arguments.addAll(List.of("-f", "flv"));
    arguments.addAll(shown);
    arguments.add(address);
    return stage.ffmpeg().start("push", arguments);
  }

  private static String tls(int port, Pem used) {
    return """
    rtmp:
      tls:
        port: %d
        certificate: "%s"
        key: "%s"
    """
        .formatted(port, used.certificate(), used.key());
  }

  /** Whether a client that trusts this certificate only gets through. */
  private static boolean shows(int port, Pem pem) {
    try (SSLSocket socket =
        (SSLSocket) pem.trust().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return true;
    } catch (SSLHandshakeException another) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
