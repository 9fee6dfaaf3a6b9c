package io.xlive.plugin.rtmp;

import static io.xlive.plugin.rtmp.TunnelTest.port;
import static io.xlive.plugin.rtmp.TunnelTest.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tunnel does not put up with. */
class TunnelLimitsTest {
  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 1, 6, Integer.MAX_VALUE})
  void anExchangeOutOfOrderEndsTheSession(int offset) throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live");
        RawHttp other = RawHttp.open(port(server))) {
      client.publish(client.createStream(), "cam");
      long wrong = offset == Integer.MAX_VALUE ? offset : socket.sequence() + offset;
      assertThat(other.post("/idle/" + socket.session() + "/" + wrong).status()).isEqualTo(400);
      assertThat(other.closed()).isTrue();
      await().until(() -> server.meter("xlive_rtmp_connections") == 0);
      assertThat(socket.exchange()).isEqualTo(404);
      assertThat(refused(server, "protocol_error")).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,200", "1,200", "2,400"})
  void theFirstExchangeIsNumberedZeroOrOne(int first, int status) throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      String session = http.post("/open/1").text();
      assertThat(http.post("/idle/" + session + "/" + first).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/idle/0123456789abcdef0123456789abcdef/0",
        "/send/x/0",
        "/send//0",
        "/send/x/-1",
        "/send/x/2147483648",
        "/open",
        "/open/",
        "/open/x",
        "/open/1/2",
        "/",
        "/status",
        "/../open/1",
        "/open/1?x"
      })
  void knowsNothingElse(String path) throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      assertThat(http.post(path).status()).isEqualTo(404);
      assertThat(http.post("/open/1").status()).as("the next on the socket").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"4095,200", "4096,200", "4097,413"})
  void boundsBodies(int size, int status) throws IOException {
    try (LiveServer server = server(Map.of("tunnel.body", "4KiB"));
        RawHttp http = RawHttp.open(port(server))) {
      String path = "/send/" + http.post("/open/1").text() + "/0";
      assertThat(http.post(path, handshake(size)).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"65535,200", "65536,200", "65537,413"})
  void boundsBodiesMoreBeforeConnect(int size, int status) throws IOException {
    try (LiveServer server = server(Map.of("limits.unfinished-before-connect", "64KiB"));
        RawHttp http = RawHttp.open(port(server))) {
      String path = "/send/" + http.post("/open/1").text() + "/0";
      RawHttp.Answer answer = http.post(path, handshake(size));
      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @Test
  void refusesALargeBodyBeforeItComes() throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server));
        RawHttp stranger = RawHttp.open(port(server))) {
      String session = http.post("/open/1").text();
      http.send(RawHttp.head("/send/" + session + "/0", 1L << 40), new byte[0]);
      assertThat(http.answer().status()).isEqualTo(413);
      stranger.send(RawHttp.head("/send/nobody/0", 4097), new byte[0]);
      assertThat(stranger.answer().status()).isEqualTo(413);
      assertThat(refused(server, "over_limit")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /open/1 HTTP/1.1~Host: x~~|405",
        "POST /open/1 HTTP/1.1~Host: x~~|411",
        "POST /open/1 HTTP/1.1~Content-Length: -1~~|400",
        "POST /open/1 HTTP/1.1~Content-Length: 1x~~|400",
        "POST /open/1 HTTP/1.1~Content-Length: 1~Content-Length: 2~~x|400",
        "POST /open/1 HTTP/1.1~Transfer-Encoding: chunked~~0~~|411",
        "POST /open/1 HTTP/1.1~Content-Length: 1~Transfer-Encoding: chunked~~0~~|400",
        "POST /open/1 HTTP/1.1~: x~~|400",
        "hello~~|400",
      })
  void refusesWhatIsNotPlainHttp(String text, int status) throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      http.send(text.replace("~", "\r\n"), new byte[0]);
      assertThat(http.answer().status()).isEqualTo(status);
      assertThat(http.closed()).isTrue();
      assertThat(server.meter("xlive_rtmp_tunnels")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"4000,1,404", "5000,1,414", "10,98,404", "10,99,431"})
  void boundsTheHeader(int path, int fields, int status) throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      String request =
          "POST /"
              + "x".repeat(path)
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
              + "A: b\r\n".repeat(fields)
              + "\r\n";
      http.send(request, new byte[0]);
      assertThat(http.answer().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"15000,200", "17000,431"})
  void boundsTheSizeOfTheHeader(int size, int status) throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp http = RawHttp.open(port(server))) {
      String request = "POST /open/1 HTTP/1.1\r\nContent-Length: 0\r\nA: ";
      http.send(request + "x".repeat(size) + "\r\n\r\n", new byte[0]);
      assertThat(http.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    try (LiveServer server = server(Map.of("threads", "2"));
        RawHttp http = RawHttp.open(port(server))) {
      String session = http.post("/open/1").text();
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        all.append(RawHttp.head("/idle/" + session + "/" + i, 1)).append('\0');
      }
      http.send(all.append(RawHttp.head("/nothing", 0)).toString(), new byte[0]);
      for (int i = 0; i < 200; i++) {
        assertThat(http.answer().status()).as("answer %d", i).isEqualTo(200);
      }
      assertThat(http.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void aSecondRequestWhileOneIsUnderWayEndsTheSession() throws IOException {
    try (LiveServer server = server(Map.of());
        RawHttp one = RawHttp.open(port(server));
        RawHttp two = RawHttp.open(port(server))) {
      String session = one.post("/open/1").text();
      assertThat(one.post("/idle/" + session + "/0").status()).isEqualTo(200);
      one.send(RawHttp.head("/send/" + session + "/1", 1537), new byte[700]);
      await().until(() -> two.post("/idle/" + session + "/1").status() == 400);
      await().until(() -> server.meter("xlive_rtmp_tunnels") == 0);
    }
  }

  @Test
  void aBodyThatBreaksOffEndsTheSession() throws IOException {
    try (LiveServer server = server(Map.of());
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.publish(client.createStream(), "cam");
      try (RawHttp other = RawHttp.open(port(server))) {
        other.send(
            RawHttp.head("/send/" + socket.session() + "/" + socket.sequence(), 100), new byte[50]);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(server.context.streams().publication("live/cam").get().reason())
                      .contains(EndReason.LOST));
    }
  }

  @Test
  void aSlowBodyEndsTheSession() throws IOException {
    try (LiveServer server = server(Map.of("tunnel.body-time", "200ms"));
        RawHttp http = RawHttp.open(port(server))) {
      String session = http.post("/open/1").text();
      http.send(RawHttp.head("/send/" + session + "/0", 1537), new byte[700]);
      assertThat(http.answer().status()).isEqualTo(408);
      assertThat(http.closed()).isTrue();
      await().until(() -> server.meter("xlive_rtmp_tunnels") == 0);
      assertThat(refused(server, "timed_out")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "POST /open/1 HT"})
  void aSocketThatAsksForNothingIsClosed(String start) throws IOException {
    try (LiveServer server = server(Map.of("tunnel.header-time", "200ms"));
        RawHttp http = RawHttp.open(port(server))) {
      http.send(start, new byte[0]);
      assertThat(http.closed()).isTrue();
      assertThat(refused(server, "timed_out")).isEqualTo(1);
    }
  }

  @Test
  void anIdleSocketIsClosedAndItsSessionGoesOnAtAnother() throws IOException {
    try (LiveServer server = server(Map.of("tunnel.keep-alive", "200ms"));
        RawHttp one = RawHttp.open(port(server))) {
      String session = one.post("/open/1").text();
      assertThat(one.closed()).isTrue();
      try (RawHttp two = RawHttp.open(port(server))) {
        assertThat(two.post("/idle/" + session + "/0").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aSessionThatNobodyAsksForEnds() throws IOException {
    try (LiveServer server = server(Map.of("tunnel.session-idle", "300ms"));
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.publish(client.createStream(), "cam");
      await().until(() -> server.meter("xlive_rtmp_tunnels") == 0);
      assertThat(socket.exchange()).isEqualTo(404);
      assertThat(server.context.streams().publication("live/cam").get().reason())
          .contains(EndReason.LOST);
      assertThat(refused(server, "timed_out")).isEqualTo(1);
    }
  }

  @Test
  void theTimesOfAConnectionHoldInTheTunnel() throws IOException {
    try (LiveServer server = server(Map.of("timeouts.handshake", "300ms"));
        RawHttp http = RawHttp.open(port(server))) {
      String session = http.post("/open/1").text();
      int sequence = 0;
      while (http.post("/idle/" + session + "/" + sequence).status() == 200) {
        sequence++;
      }
      assertThat(server.meter("xlive_rtmp_tunnels")).isZero();
      assertThat(refused(server, "timed_out")).isEqualTo(1);
    }
  }

  @Test
  void boundsSessions() throws IOException {
    try (LiveServer server = server(Map.of("tunnel.sessions", "2"));
        RawHttp one = RawHttp.open(port(server));
        RawHttp two = RawHttp.open(port(server))) {
      String first = one.post("/open/1").text();
      assertThat(one.post("/open/1").status()).isEqualTo(200);
      assertThat(one.post("/open/1").status()).isEqualTo(503);
      assertThat(two.post("/close/" + first + "/0").status()).isEqualTo(200);
      await().until(() -> server.meter("xlive_rtmp_tunnels") == 1);
      assertThat(two.post("/open/1").status()).isEqualTo(200);
    }
  }

  @Test
  void socketsAndSessionsCountAsConnections() throws IOException {
    try (LiveServer server = server(Map.of("limits.half-open-per-address", "3"));
        RawHttp one = RawHttp.open(port(server))) {
      for (int i = 0; i < 3; i++) {
        assertThat(one.post("/open/1").status()).as("session %d", i).isEqualTo(200);
      }
      assertThat(one.post("/open/1").status()).isEqualTo(503);
      try (RawHttp two = RawHttp.open(port(server))) {
        assertThat(two.closed()).isTrue();
      }
    }
  }

  @Test
  void aPlayerThatDoesNotAskLosesFramesAndIsClosed() throws Exception {
    try (LiveServer server =
            server(Map.of("play.queue-bytes", "64KiB", "play.close-after", "200ms"));
        TunnelSocket socket = new TunnelSocket(RawHttp.open(port(server)));
        RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
      client.play(client.createStream(), "cam");
      client.status();
      FakeSubscription lead = RtmpPlayTest.ring(server);
      int[] at = {0};
      await()
          .until(
              () -> {
                for (int i = 0; i < 200; i++) {
                  lead.offer(Frames.key(Frames.VIDEO, 40L * at[0]++));
                }
                return server.meter("xlive_rtmp_tunnels") == 0;
              });
      assertThat(server.meter("xlive_rtmp_frames_dropped_total")).isPositive();
      assertThat(refused(server, "too_slow")).isEqualTo(1);
    }
  }

  @Test
  void needsACertificateForTls() {
    assertThatThrownBy(() -> new LiveServer(Map.of("tunnel.tls-port", "0")))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("rtmp.tunnel.tls-port");
  }

  private static double refused(LiveServer server, String reason) {
    return server
        .context
        .meters()
        .value("xlive_rtmp_refused_total", Map.of("reason", reason))
        .orElse(0);
  }

  /** C0 and C1, then bytes that stay a C2 or an unfinished message. */
  private static byte[] handshake(int size) {
    byte[] all = new byte[size];
    byte[] c0c1 = ClientHandshake.c0c1(Optional.empty(), 1);
    System.arraycopy(c0c1, 0, all, 0, Math.min(size, c0c1.length));
    return all;
  }
}
