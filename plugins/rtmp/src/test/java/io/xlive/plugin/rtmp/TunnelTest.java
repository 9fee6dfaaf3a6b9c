package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.Peer;
import io.xlive.spi.ingest.EndReason;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import io.xlive.testkit.RecordingPublication;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
      await().untilAsserted(() -> assertThat(publication.reason()).contains(EndReason.LOST));
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
    return server.ingest.listening().stream()
        .filter(each -> each.protocol().equals("rtmpt"))
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }
}
