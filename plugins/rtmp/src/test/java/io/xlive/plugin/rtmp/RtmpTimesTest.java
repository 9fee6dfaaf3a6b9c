package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class RtmpTimesTest {
  @Test
  void closesConnectionsThatDoNotGetOn() throws IOException {
    try (LiveServer server =
            new LiveServer(
                Map.of(
                    "timeouts.handshake", "200ms",
                    "timeouts.connect", "200ms",
                    "timeouts.unused", "200ms"));
        Socket silent = new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort());
        RtmpClient handshaken = server.client();
        RtmpClient connected = server.client().connect("live")) {
      silent.setSoTimeout(10_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(handshaken.closed()).isTrue();
      assertThat(connected.closed()).isTrue();
      await().untilAsserted(() -> assertThat(server.meter("xlive_rtmp_connections")).isZero());
    }
  }

  @Test
  void closesASilentPublisherAndPingsEverybody() throws IOException {
    try (LiveServer server =
            new LiveServer(Map.of("timeouts.ping", "100ms", "timeouts.publisher-silent", "1s"));
        RtmpClient client = server.client().connect("live")) {
      client.publish(client.createStream(), "cam");
      RtmpMessage ping =
          client.next(m -> m.type() == MessageType.USER_CONTROL && m.payload().u16(0) == 6);
      Bytes pong = new BytesBuilder().u16(7).bytes(ping.payload().from(2)).build();
      client.message(MessageType.USER_CONTROL, 0, 0, pong);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          server
                              .context
                              .meters()
                              .timings("xlive_rtmp_round_trip_seconds", Map.of()))
                      .isNotEmpty());
      assertThat(client.closed()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(server.context.streams().publication("live/cam").get().reason())
                      .contains(EndReason.LOST));
    }
  }

  @Test
  void answersPingsAndAcknowledgesWhatCame() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      client.message(4, 0, 0, Bytes.ofHex("0006 00000bad"));
      RtmpMessage pong =
          client.next(m -> m.type() == MessageType.USER_CONTROL && m.payload().u16(0) == 7);
      assertThat(pong.payload().s32(2)).isEqualTo(0xbad);
      // Under 64 KiB a window counts as 64 KiB.
      client.message(5, 0, 0, Bytes.ofHex("00000001"));
      int stream = client.createStream();
      client.publish(stream, "cam");
      client.message(MessageType.VIDEO, stream, 0, LiveServer.video(true, 70_000));
      RtmpMessage acknowledgement = client.next(m -> m.type() == MessageType.ACKNOWLEDGEMENT);
      assertThat(acknowledgement.payload().s32(0)).isGreaterThanOrEqualTo(65_536);
    }
  }

  @Test
  void acceptsAgainAfterTheLimitWasReached() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("limits.connections", "2"))) {
      try (RtmpClient one = server.client().connect("live");
          RtmpClient two = server.client().connect("live");
          Socket third =
              new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
        third.setSoTimeout(10_000);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
        one.close();
        long freed = System.nanoTime();
        try (RtmpClient next = server.client().connect("live")) {
          assertThat(System.nanoTime() - freed).isLessThan(1_500_000_000L);
        }
      }
    }
  }

  @Test
  void aConnectMakesRoomForOneMoreThatIsHalfOpen() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("limits.half-open-per-address", "2"));
        RtmpClient one = server.client();
        RtmpClient two = server.client();
        Socket third = new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
      third.setSoTimeout(10_000);
      assertThat(third.getInputStream().read()).isEqualTo(-1);
      one.connect("live");
      try (RtmpClient next = server.client().connect("live")) {
        assertThat(next.createStream()).isEqualTo(1);
      }
      assertThat(two.connect("live").createStream()).isEqualTo(1);
    }
  }

  @Test
  void boundsCommands() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      for (int i = 0; i < 63; i++) {
        client.call("_checkbw", io.xlive.mediakit.amf.AmfValue.NULL);
        client.command("_result");
      }
      client.call("_checkbw", io.xlive.mediakit.amf.AmfValue.NULL);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void isHealthyWhileItsLoopsAdvanceAndShowsItsState() throws IOException {
    LiveServer server = LiveServer.start();
    try (RtmpClient client = RtmpPlayTest.player(server)) {
      assertThat(server.context.healthChecks().getFirst().call().getStatus())
          .isEqualTo(HealthCheckResponse.Status.UP);
      await()
          .untilAsserted(
              () ->
                  assertThat(DumpText.of(server.context.dumps().get("rtmp")))
                      .contains("live/cam", "players=1"));
      assertThat(List.of(DumpText.of(server.context.dumps().get("rtmp")).split("\n")))
          .contains("connections=1");
    }
    server.close();
    assertThat(server.context.healthChecks().getFirst().call().getStatus())
        .isEqualTo(HealthCheckResponse.Status.DOWN);
  }
}
