package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.xlive.spi.media.Bytes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one connection may ask for: below, at and above each bound. */
class RtmpConnectionBoundsTest {
  private static final Bytes PING = Bytes.ofHex("0006 00000001");
  private static final Bytes PONG = Bytes.ofHex("0007 00000001");
  private static final int LIMIT = 16 << 10;

  /** Of every write that waits, by Netty's count. */
  private static final int ENTRY = 96;

  @Test
  void plays() {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of("limits.plays", "2"))) {
      for (int i = 0; i < 3; i++) {
        peer.createStream();
      }
      peer.play(1, "a");
      peer.play(2, "b");
      assertThat(peer.statuses("NetStream.Play.Start")).isEqualTo(2);
      // Another stream in the place of one, and one in the place of one that has ended.
      peer.play(2, "c");
      peer.deleteStream(1);
      peer.play(3, "d");
      assertThat(peer.statuses("NetStream.Play.Start")).isEqualTo(4);
      assertThat(peer.open()).isTrue();
      peer.createStream();
      peer.play(1, "e");
      assertThat(peer.statuses("NetStream.Play.Start")).isEqualTo(4);
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("over_limit")).isEqualTo(1);
    }
  }

  @Test
  void answersThatAreNotRead() {
    try (VirtualConnection peer =
        VirtualConnection.connected(Map.of("limits.pending-answers", "16KiB"))) {
      fill(peer, LIMIT);
      peer.message(MessageType.USER_CONTROL, 0, PONG);
      assertThat(peer.wire.pending()).isEqualTo(LIMIT);
      assertThat(peer.open()).isTrue();
      peer.message(MessageType.USER_CONTROL, 0, PING);
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("too_slow")).isEqualTo(1);
    }
  }

  @Test
  void answersThatAreReadLate() {
    try (VirtualConnection peer =
        VirtualConnection.connected(Map.of("limits.pending-answers", "16KiB"))) {
      for (int i = 0; i < 10; i++) {
        fill(peer, LIMIT);
        peer.message(MessageType.USER_CONTROL, 0, PONG);
        peer.wire.stalled(false);
        peer.wire.flush();
      }
      assertThat(peer.open()).isTrue();
    }
  }

  @Test
  void aPlayerMayLeaveMoreMediaUnreadButNotMoreAnswers() {
    try (VirtualConnection peer =
        VirtualConnection.connected(Map.of("limits.pending-answers", "16KiB"))) {
      peer.createStream();
      peer.play(1, "cam");
      peer.wire.flush();
      fill(peer, 1 << 20);
      int answer = peer.bytes(MessageType.USER_CONTROL, 0, PONG).length;
      for (int i = 0; i < LIMIT / answer; i++) {
        peer.message(MessageType.USER_CONTROL, 0, PING);
      }
      assertThat(peer.open()).isTrue();
      peer.message(MessageType.USER_CONTROL, 0, PING);
      assertThat(peer.open()).isFalse();
      assertThat(peer.closedFor("too_slow")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"999, true", "1000, true", "1001, false"})
  void chunkHeadersInASecond(int chunks, boolean read) {
    try (VirtualConnection peer =
        VirtualConnection.connected(Map.of("limits.chunks-per-second", "1000"))) {
      peer.pass(Duration.ofSeconds(1));
      peer.message(MessageType.USER_CONTROL, 0, PONG); // a second begins
      for (int i = 0; i < chunks; i++) {
        peer.message(MessageType.USER_CONTROL, 0, PONG);
      }
      assertThat(peer.wire.config().isAutoRead()).isEqualTo(read);
      peer.pass(Duration.ofMillis(990));
      assertThat(peer.wire.config().isAutoRead()).isEqualTo(read);
      peer.pass(Duration.ofMillis(10));
      assertThat(peer.wire.config().isAutoRead()).isTrue();
      assertThat(peer.open()).isTrue();
    }
  }

  /**
   * A shared object and a remoting call with what a deserialiser of classes would fall for: typed
   * objects, externalizable ones, bytes that are no AMF at all.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0004 6e616d65 00000001 00000000 0000000000 01 00000002 ffff",
        "11 0a 07 43 666c65782e6d6573736167696e672e696f2e4172726179436f6c6c656374696f6e",
        "10 0010 6a6176612e6c616e672e4f626a656374 0000 09",
        "ff",
        ""
      })
  void sharedObjectsAreIgnoredWhateverTheyHold(String hex) {
    try (VirtualConnection peer = VirtualConnection.connected(Map.of())) {
      int before = peer.answers().size();
      peer.message(MessageType.SHARED_OBJECT_AMF0, 0, Bytes.ofHex(hex));
      peer.message(MessageType.SHARED_OBJECT_AMF3, 0, Bytes.ofHex(hex));
      peer.message(MessageType.DATA_AMF3, 0, Bytes.ofHex(hex));
      assertThat(peer.open()).isTrue();
      assertThat(peer.answers()).hasSize(before);
      peer.createStream();
      peer.publish(1, "cam");
      assertThat(peer.statuses("NetStream.Publish.Start")).isEqualTo(1);
      peer.message(MessageType.SHARED_OBJECT_AMF0, 1, Bytes.ofHex(hex));
      peer.message(MessageType.SHARED_OBJECT_AMF3, 1, Bytes.ofHex(hex));
      assertThat(peer.open()).isTrue();
      assertThat(peer.context.streams().publication("live/cam").orElseThrow().frames()).isEmpty();
    }
  }

  /** The wire is full up to so many bytes by Netty's count. */
  private static void fill(VirtualConnection peer, int pending) {
    peer.wire.stalled(true);
    int rest = pending - ENTRY - Math.toIntExact(peer.wire.pending());
    peer.wire.writeAndFlush(Unpooled.wrappedBuffer(new byte[rest]));
  }
}
