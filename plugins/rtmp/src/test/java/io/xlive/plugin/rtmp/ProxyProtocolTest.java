package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyProtocolTest {
  private static final Map<String, String> LISTED = Map.of("proxy-protocol", "127.0.0.0/8");

  @Test
  void takesTheAddressOfAVersion1Header() throws IOException {
    Peer peer =
        publish(
            "PROXY TCP4 203.0.113.7 127.0.0.1 5000 1935\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(peer.host()).isEqualTo("203.0.113.7");
    assertThat(peer.address().getPort()).isEqualTo(5000);
  }

  @Test
  void takesTheAddressOfAVersion2Header() throws IOException {
    byte[] header =
        HexFormat.of()
            .parseHex(
                "0d0a0d0a000d0a515549540a" + "2111000c" + "cb007107" + "7f000001" + "1388078f");
    assertThat(publish(header).host()).isEqualTo("203.0.113.7");
  }

  @Test
  void keepsTheProxysAddressForItsOwnChecks() throws IOException {
    byte[] local = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "20000000");
    assertThat(publish(local).host()).isEqualTo("127.0.0.1");
  }

  @Test
  void closesAListedProxyThatSendsNone() throws IOException {
    try (LiveServer server = new LiveServer(LISTED);
        Socket socket =
            new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(new byte[120]);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesAListedProxyThatWaits() throws IOException {
    try (LiveServer server =
            new LiveServer(Map.of("proxy-protocol", "127.0.0.1", "timeouts.handshake", "200ms"));
        Socket socket =
            new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void readsNoHeaderFromOthers() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("proxy-protocol", "192.0.2.0/24"));
        Socket socket =
            new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "PROXY TCP4 203.0.113.7 127.0.0.1 5000 1935\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static Peer publish(byte[] header) throws IOException {
    try (LiveServer server = new LiveServer(LISTED);
        Socket socket =
            new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
      socket.getOutputStream().write(header);
      try (RtmpClient client = RtmpClient.raw(socket).handshake().connect("live")) {
        client.publish(client.createStream(), "cam");
        return server.context.streams().publishRequests().getFirst().peer();
      }
    }
  }
}
