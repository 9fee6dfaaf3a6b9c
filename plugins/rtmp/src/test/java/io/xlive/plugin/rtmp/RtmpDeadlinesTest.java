package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The times of a connection at their shipped values, in virtual time. */
class RtmpDeadlinesTest {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Bytes PONG = Bytes.ofHex("0007 00000001");

  /** How late a check that comes now and then may be: a quarter of the shortest time. */
  private static final Duration CHECK = Duration.ofMillis(2_500);

  @Test
  void aHandshakeHasTenSecondsHoweverItsBytesTrickle() {
    try (VirtualConnection peer = new VirtualConnection(Map.of())) {
      closedAtTheThousandthTick(peer, ClientHandshake.c0c1(Optional.empty(), 1));
    }
  }

  @Test
  void connectHasTenSecondsAfterTheHandshakeHoweverItTrickles() {
    try (VirtualConnection peer = new VirtualConnection(Map.of())) {
      peer.pass(Duration.ofSeconds(9)).handshake();
      closedAtTheThousandthTick(peer, peer.bytes(MessageType.USER_CONTROL, 0, PONG));
    }
  }

  /** Sends one byte a tick, over and over. */
  private static void closedAtTheThousandthTick(VirtualConnection peer, byte[] trickle) {
    for (int i = 0; i < 999; i++) {
      peer.send(new byte[] {trickle[i % trickle.length]});
      peer.pass(TICK);
    }
    assertThat(peer.open()).isTrue();
    peer.pass(TICK);
    assertThat(peer.open()).isFalse();
    assertThat(peer.closedFor("timed_out")).isEqualTo(1);
  }

  @Test
  void aConnectInTheLastMomentIsTaken() {
    try (VirtualConnection peer = new VirtualConnection(Map.of())) {
      peer.pass(Duration.ofMillis(9_990)).handshake();
      peer.pass(Duration.ofMillis(9_990)).connect();
      peer.pass(Duration.ofSeconds(20));
      assertThat(peer.open()).isTrue();
      assertThat(peer.statuses("NetConnection.Connect.Success")).isEqualTo(1);
    }
  }

  @Test
  void oneThatNeitherPublishesNorPlaysHasAMinute() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      for (int i = 0; i < 59; i++) {
        peer.pass(Duration.ofSeconds(1));
        peer.message(MessageType.USER_CONTROL, 0, PONG);
      }
      peer.createStream();
      peer.pass(Duration.ofMillis(990));
      assertThat(peer.open()).isTrue();
      peer.pass(TICK);
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("timed_out")).isEqualTo(1);
    }
  }

  @Test
  void theMinuteBeginsAnewWhenTheLastPublicationEnds() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      peer.createStream();
      peer.pass(Duration.ofSeconds(50));
      peer.publish(1, "cam");
      peer.pass(Duration.ofSeconds(29));
      peer.deleteStream(1);
      peer.pass(Duration.ofMillis(59_990));
      assertThat(peer.open()).isTrue();
      peer.pass(TICK);
      assertThat(peer.open()).isFalse();
    }
  }

  @Test
  void aPublisherMayBeSilentForThirtySeconds() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      peer.createStream();
      peer.publish(1, "cam");
      peer.pass(Duration.ofSeconds(30));
      peer.message(
          MessageType.DATA_AMF0, 1, Amf0Writer.encode(AmfValue.of("onCuePoint"), AmfValue.NULL));
      peer.pass(Duration.ofSeconds(30));
      assertThat(peer.open()).isTrue();
      peer.pass(CHECK.plus(TICK));
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("timed_out")).isEqualTo(1);
      assertThat(peer.context.streams().publication("live/cam").orElseThrow().reason())
          .contains(EndReason.LOST);
    }
  }

  @Test
  void answersToPingsDoNotMakeUpForMedia() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      peer.createStream();
      peer.publish(1, "cam");
      for (int i = 0; i < 30; i++) {
        peer.pass(Duration.ofSeconds(1));
        peer.message(MessageType.USER_CONTROL, 0, PONG);
      }
      assertThat(peer.open()).isTrue();
      peer.pass(CHECK.plus(TICK));
      assertThat(peer.open()).isFalse();
    }
  }

  @Test
  void aPlayerMayBeSilentForNinetySecondsAndAnswersToPingsCount() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      peer.createStream();
      peer.play(1, "cam");
      peer.pass(Duration.ofSeconds(90));
      peer.message(MessageType.USER_CONTROL, 0, PONG);
      peer.pass(Duration.ofSeconds(90));
      assertThat(peer.open()).isTrue();
      peer.pass(CHECK.plus(TICK));
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("timed_out")).isEqualTo(1);
    }
  }

  @Test
  void aPlayerWhoseSocketTakesNothingHasTenSeconds() {
    try (VirtualConnection peer = stalledPlayer()) {
      peer.pass(Duration.ofSeconds(10));
      assertThat(peer.open()).isTrue();
      peer.pass(CHECK.plus(TICK));
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("too_slow")).isEqualTo(1);
    }
  }

  @Test
  void aSocketThatTakesALittleNowAndThenIsSlowNotStalled() {
    try (VirtualConnection peer = stalledPlayer()) {
      for (int i = 0; i < 4; i++) {
        peer.pass(Duration.ofMillis(9_990));
        peer.wire.takes(10);
      }
      peer.pass(Duration.ofSeconds(10));
      assertThat(peer.open()).isTrue();
      peer.pass(CHECK.plus(CHECK));
      assertThat(peer.open()).isFalse();
    }
  }

  private static VirtualConnection stalledPlayer() {
    VirtualConnection peer = VirtualConnection.connected(Map.of());
    peer.createStream();
    peer.play(1, "cam");
    peer.wire.stalled(true);
    peer.wire.writeAndFlush(Unpooled.wrappedBuffer(new byte[10_000]));
    return peer;
  }
}
