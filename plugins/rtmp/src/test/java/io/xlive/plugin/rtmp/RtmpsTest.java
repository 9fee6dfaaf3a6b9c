package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.XliveException;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import io.xlive.testkit.Pem;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtmpsTest {
  @TempDir private static Path folder;
  private static Pem first;
  private static Pem used;

  @BeforeAll
  static void make() {
    first = Pem.make(folder, "first", "-keyalg", "EC");
    used = new Pem(folder.resolve("used.crt"), folder.resolve("used.key"));
  }

  @Test
  void servesPublishersAndPlayersOverTls() throws Exception {
    try (LiveServer server = server();
        RtmpClient publisher = RtmpClient.raw(connect(server, "TLSv1.3", first)).handshake();
        RtmpClient one = RtmpClient.raw(connect(server, "TLSv1.2", first)).handshake();
        RtmpClient two = server.client()) {
      publisher.connect("live");
      assertThat(publisher.publish(publisher.createStream(), "x"))
          .isEqualTo("NetStream.Publish.Start");
      assertThat(server.context.streams().publishRequests().getFirst().peer().secure()).isTrue();
      for (RtmpClient client : new RtmpClient[] {one, two}) {
        client.connect("live");
        client.play(client.createStream(), "cam");
        client.status();
      }
      FakeSubscription lead = RtmpPlayTest.ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 20).forEach(lead::offer);
      for (RtmpClient client : new RtmpClient[] {one, two}) {
        assertThat(RtmpPlayTest.frames(client, 20)).startsWith("V0 key").endsWith("V760");
      }
    }
  }

  @Test
  void takesAChangedCertificateWithoutARestart() throws Exception {
    try (LiveServer server = server()) {
      assertThat(shows(server, first)).isTrue();
      Pem second = Pem.make(folder, "second", "-keyalg", "EC");
      second.replace(used, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
      await().until(() -> shows(server, second));
      assertThat(shows(server, first)).isFalse();
      Files.writeString(used.certificate(), "rubbish");
      assertThat(shows(server, second)).isTrue();
    }
  }

  @Test
  void admitsOnlyClientsThatAnAuthorityKnowsWhereOneIsSet() throws Exception {
    Pem known = Pem.chain(folder);
    Pem unknown = Pem.make(folder, "unknown", "-keyalg", "EC");
    Path authorities = known.authority(folder.resolve("authorities.crt"));
    Files.setLastModifiedTime(authorities, FileTime.fromMillis(0));
    try (LiveServer server = server(Map.of("tls.client-authorities", authorities.toString()))) {
      for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
        assertThat(serves(server, protocol, first.trust(known))).as(protocol).isTrue();
        assertThat(serves(server, protocol, first.trust(unknown))).as(protocol).isFalse();
        assertThat(serves(server, protocol, first.trust())).as(protocol).isFalse();
      }
      unknown.authority(authorities);
      Files.setLastModifiedTime(authorities, FileTime.fromMillis(60_000));
      await().until(() -> serves(server, "TLSv1.3", first.trust(unknown)));
      assertThat(serves(server, "TLSv1.3", first.trust(known))).isFalse();
      Files.writeString(authorities, "rubbish");
      assertThat(serves(server, "TLSv1.3", first.trust(unknown))).isTrue();
      assertThat(serves(server, "TLSv1.3", first.trust())).as("never open to all").isFalse();
    }
  }

  @Test
  void doesNotStartWithAuthoritiesThatCannotBeRead() throws Exception {
    Path rubbish = Files.writeString(folder.resolve("rubbish.crt"), "rubbish");
    assertThatThrownBy(() -> server(Map.of("tls.client-authorities", rubbish.toString())))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("rtmp.tls.client-authorities");
    assertThatThrownBy(() -> new LiveServer(Map.of("tls.client-authorities", rubbish.toString())))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("rtmp.tls.certificate");
  }

  /** Whether a client gets as far as the RTMP handshake; TLS 1.3 refuses behind its own. */
  private static boolean serves(LiveServer server, String protocol, SSLContext context)
      throws IOException {
    try (RtmpClient client = RtmpClient.raw(connect(server, protocol, context)).handshake()) {
      return true;
    } catch (SSLException | SocketException refused) {
      return false;
    }
  }

  @Test
  void doesNotStartWithHalfOfACertificate() {
    assertThatThrownBy(() -> new LiveServer(Map.of("tls.certificate", "cert.pem")))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("rtmp.tls.key");
  }

  private LiveServer server() {
    return server(Map.of());
  }

  private LiveServer server(Map<String, String> changes) {
    first.replace(used, FileTime.fromMillis(0));
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "tls.port", "0",
                "tls.certificate", used.certificate().toString(),
                "tls.key", used.key().toString()));
    all.putAll(changes);
    return new LiveServer(all);
  }

  private static boolean shows(LiveServer server, Pem pem) throws IOException {
    try (SSLSocket socket = connect(server, "TLSv1.3", pem)) {
      return socket.isConnected();
    } catch (SSLHandshakeException another) {
      return false;
    }
  }

  private static SSLSocket connect(LiveServer server, String protocol, Pem trusted)
      throws IOException {
    return connect(server, protocol, trusted.trust());
  }

  private static SSLSocket connect(LiveServer server, String protocol, SSLContext context)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket("127.0.0.1", server.ingest.listening().get(1).address().getPort());
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }
}
