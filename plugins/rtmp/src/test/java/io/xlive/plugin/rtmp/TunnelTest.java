package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.Peer;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.FrameFlags;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import io.xlive.testkit.Pem;
import io.xlive.testkit.RecordingPublication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTMP in HTTP as clients use it. */
class TunnelTest {
  @Test
  void publishesOverTheTunnel() throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      int stream = client.createStream();
      assertThat(client.publish(stream, "cam")).isEqualTo("NetStream.Publish.Start");
      Peer peer = server.context.streams().publishRequests().getFirst().peer();
      assertThat(peer.protocol()).isEqualTo("rtmpt");
      assertThat(peer.secure()).isFalse();
      assertThat(peer.host()).isEqualTo("127.0.0.1");
      client.message(MessageType.VIDEO, stream, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, stream, 0, LiveServer.video(true, 300_000));
      assertThat(socket.exchange()).isEqualTo(200);
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      assertThat(publication.frames()).hasSize(1);
      assertThat(server.meter("xlive_rtmp_tunnels")).isEqualTo(1);
    }
  }

  @Test
  void playsOverTheTunnel() throws Exception {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.play(client.createStream(), "cam");
      client.status();
      FakeSubscription lead = RtmpPlayTest.ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 20).forEach(lead::offer);
      assertThat(RtmpPlayTest.frames(client, 20)).startsWith("V0 key").endsWith("V760");
    }
  }

  @Test
  void carriesOneSessionOnTwoSocketsByTurns() throws IOException {
    try (LiveServer server = server(Map.of("threads", "2"));
        TunnelSocket socket =
            new TunnelSocket(RawHttp.open(port(server)), RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      assertThat(client.publish(client.createStream(), "cam")).isEqualTo("NetStream.Publish.Start");
      assertThat(socket.sequence()).isGreaterThan(3);
    }
  }

  @Test
  void asksForPatienceOnlyWhileNothingComes() throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      assertThat(socket.interval()).isEqualTo(1);
      for (int expected : new int[] {3, 5, 9, 17, 33, 33}) {
        socket.exchange();
        assertThat(socket.interval()).isEqualTo(expected);
      }
      assertThat(client.createStream()).isEqualTo(1);
      assertThat(socket.interval()).isEqualTo(1);
    }
  }

  @Test
  void doesNotKnowIdent2() throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      assertThat(http.post("/fcs/ident2").status()).isEqualTo(404);
      assertThat(http.post("/open/1").text()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void closeEndsThePublication() throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server));
        TunnelSocket socket = new TunnelSocket(http);
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.publish(client.createStream(), "cam");
      String path = "/close/" + socket.session() + "/" + socket.sequence();
      assertThat(http.post(path).status()).isEqualTo(200);
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      await().untilAsserted(() -> assertThat(publication.reason()).contains(EndReason.FINISHED));
      await().until(() -> server.meter("xlive_rtmp_connections") == 0);
      assertThat(http.post("/idle/" + socket.session() + "/" + (socket.sequence() + 1)).status())
          .isEqualTo(404);
      assertThat(server.meter("xlive_rtmp_tunnels")).isZero();
    }
  }

  @Test
  void tellsTheReasonBeforeItCloses() throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.publish(client.createStream(), "cam");
      server.context.streams().publication("live/cam").get().end(EndReason.KICKED);
      assertThat(client.status()).isEqualTo("NetStream.Publish.Denied");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void publishesOverTheTunnelInTls(@TempDir Path folder) throws Exception {
    Pem pem = Pem.make(folder, "tunnel", "-keyalg", "EC");
    Map<String, String> secure =
        Map.of(
            "tunnel.tls-port",
            "0",
            "tls.port",
            "0",
            "tls.certificate",
            pem.certificate().toString(),
            "tls.key",
            pem.key().toString());
    try (LiveServer server = server(secure);
        TunnelSocket socket =
            new TunnelSocket(
                new RawHttp(
                    pem.trust()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", port(server, "rtmpts"))));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      int stream = client.createStream();
      assertThat(client.publish(stream, "cam")).isEqualTo("NetStream.Publish.Start");
      Peer peer = server.context.streams().publishRequests().getFirst().peer();
      assertThat(peer.protocol()).isEqualTo("rtmpts");
      assertThat(peer.secure()).isTrue();
      client.message(MessageType.VIDEO, stream, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, stream, 0, LiveServer.video(true, 300_000));
      assertThat(socket.exchange()).isEqualTo(200);
      assertThat(server.context.streams().publication("live/cam").get().frames()).hasSize(1);
    }
  }

  @Test
  void takesTheAddressThatAProxyNames() throws IOException {
    try (LiveServer server = server(Map.of("proxy-protocol", "127.0.0.1"))) {
      RawHttp http = RawHttp.open(port(server));
      http.send("PROXY TCP4 203.0.113.7 127.0.0.1 5000 80\r\n", new byte[0]);
      try (TunnelSocket socket = new TunnelSocket(http);
          RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
        client.publish(client.createStream(), "cam");
        assertThat(server.context.streams().publishRequests().getFirst().peer().host())
            .isEqualTo("203.0.113.7");
      }
    }
  }

  @Test
  void holdsAnAnswerBackWhileAVerdictIsAwaited() throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      int stream = client.createStream();
      server.context.streams().hold();
      client.send(stream, "publish", AmfValue.of("cam"), AmfValue.of("live"));
      client.message(MessageType.VIDEO, stream, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, stream, 1, LiveServer.video(true, 70_000));
      Thread verdict =
          Thread.startVirtualThread(
              () -> {
                await().until(() -> !server.context.streams().publishRequests().isEmpty());
                server.context.streams().release();
              });
      assertThat(client.status()).isEqualTo("NetStream.Publish.Start");
      assertThat(verdict).satisfies(Thread::join);
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      await().untilAsserted(() -> assertThat(publication.frames()).hasSize(1));
    }
  }

  @Test
  void carriesMoreThanOneAnswerHolds() throws Exception {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.play(client.createStream(), "cam");
      client.status();
      FakeSubscription lead = RtmpPlayTest.ring(server);
      for (int i = 0; i < 5; i++) {
        lead.offer(Frames.frame(Frames.VIDEO, 40L * i, 0, FrameFlags.KEY, 400_000));
      }
      assertThat(RtmpPlayTest.frames(client, 5)).endsWith("V160 key");
      assertThat(socket.largest()).isLessThanOrEqualTo(1 + TunnelSession.MOST);
    }
  }

  @Test
  void isOffUntilAPortIsSet() {
    try (LiveServer server = LiveServer.start()) {
      assertThat(server.ingest.listening()).hasSize(1);
    }
  }

  static LiveServer server(Map<String, String> changes) {
    Map<String, String> all = new HashMap<>(Map.of("tunnel.port", "0"));
    all.putAll(changes);
    return new LiveServer(all);
  }

  static int port(LiveServer server) {
    return port(server, "rtmpt");
  }

  private static int port(LiveServer server, String protocol) {
    return server.ingest.listening().stream()
        .filter(each -> each.protocol().equals(protocol))
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }
}
