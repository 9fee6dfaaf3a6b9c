package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.XliveException;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtmpsTest {
  @TempDir Path folder;

  @Test
  void servesPublishersAndPlayersOverTls() throws Exception {
    try (LiveServer server = server();
        RtmpClient publisher = RtmpClient.raw(connect(server, "TLSv1.3")).handshake();
        RtmpClient one = RtmpClient.raw(connect(server, "TLSv1.2")).handshake();
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
      FakeSubscription lead = RtmpPlayTest.subscription(server, 0);
      Frames.gop(Frames.VIDEO, 0, 40, 20).forEach(lead::offer);
      for (RtmpClient client : new RtmpClient[] {one, two}) {
        assertThat(RtmpPlayTest.frames(client, 20)).startsWith("V0 key").endsWith("V760");
      }
    }
  }

  @Test
  void takesAChangedCertificateWithoutARestart() throws Exception {
    try (LiveServer server = server()) {
      assertThat(name(server)).isEqualTo("CN=first");
      TestCertificate.write(folder, "second");
      FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
      Files.setLastModifiedTime(folder.resolve("cert.pem"), later);
      Files.setLastModifiedTime(folder.resolve("key.pem"), later);
      await().untilAsserted(() -> assertThat(name(server)).isEqualTo("CN=second"));
      Files.writeString(folder.resolve("cert.pem"), "rubbish");
      assertThat(name(server)).isEqualTo("CN=second");
    }
  }

  @Test
  void doesNotStartWithHalfOfACertificate() {
    assertThatThrownBy(() -> new LiveServer(Map.of("tls.certificate", "cert.pem")))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("rtmp.tls.key");
  }

  private LiveServer server() throws IOException {
    TestCertificate.write(folder, "first");
    return new LiveServer(
        Map.of(
            "tls.port", "0",
            "tls.certificate", folder.resolve("cert.pem").toString(),
            "tls.key", folder.resolve("key.pem").toString()));
  }

  private static String name(LiveServer server) throws Exception {
    try (SSLSocket socket = connect(server, "TLSv1.3")) {
      X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return peer.getSubjectX500Principal().getName();
    }
  }

  private static SSLSocket connect(LiveServer server, String protocol)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket("127.0.0.1", server.ingest.listening().get(1).address().getPort());
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
