package io.xlive.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PeerTest {
  @Test
  void cleansWhatTheClientCallsItself() {
    assertThat(peer("127.0.0.1", "OBS\r\nX: y\u0000\u2028\u001b[31m").client())
        .isEqualTo("OBSX: y[31m");
    assertThat(peer("127.0.0.1", "x".repeat(500)).client()).hasSize(128);
  }

  @Test
  void knowsThisHost() {
    assertThat(peer("127.9.9.9", "").loopback()).isTrue();
    assertThat(peer("::1", "").loopback()).isTrue();
    assertThat(peer("192.0.2.1", "").loopback()).isFalse();
    assertThat(
            new Peer("rtmp", InetSocketAddress.createUnresolved("localhost", 1), "", false, "c")
                .loopback())
        .as("a name is no address")
        .isFalse();
    assertThat(peer("192.0.2.1", "").host()).isEqualTo("192.0.2.1");
  }

  private static Peer peer(String host, String client) {
    return new Peer("rtmp", new InetSocketAddress(host, 1), client, false, "c");
  }
}
