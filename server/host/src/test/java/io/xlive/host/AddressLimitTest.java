package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.kernel.HttpConfig;
import io.xlive.testkit.ConfigDefaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressLimitTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private static AddressLimit limit(String most, String exempt) {
    return new AddressLimit(
        ConfigDefaults.of(
            HttpConfig.class,
            Map.of("max-connections-per-address", most, "trusted-proxies", exempt)),
        () -> 0);
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void countsWhatIsOpenAndForgetsWhatIsClosed() {
    AddressLimit limit = limit("2", "");
    InetAddress one = address("192.0.2.1");
    assertThat(limit.entered(one)).isTrue();
    assertThat(limit.entered(one)).isTrue();
    assertThat(limit.entered(one)).isFalse();
    assertThat(limit.entered(address("192.0.2.2"))).isTrue();
    limit.left(one);
    limit.left(one);
    assertThat(limit.entered(one)).isTrue();
    limit.left(one);
    limit.left(one);
    limit.left(address("192.0.2.2"));
    assertThat(limit.addresses()).isZero();
  }

  @Test
  void oneNetworkOfVersionSixIsOneClient() {
    AddressLimit limit = limit("1", "");
    assertThat(limit.entered(address("2001:db8:1:2::1"))).isTrue();
    assertThat(limit.entered(address("2001:db8:1:2:ffff::2"))).isFalse();
    assertThat(limit.entered(address("2001:db8:1:3::1"))).isTrue();
  }

  @Test
  void aListedProxyMayHaveMoreAndAnUnreadableEntryFreesNobody() {
    AddressLimit limit = limit("1", "10.0.0.0/8, nonsense");
    for (int i = 0; i < 5; i++) {
      assertThat(limit.entered(address("10.1.2.3"))).isTrue();
    }
    assertThat(limit.entered(address("192.0.2.1"))).isTrue();
    assertThat(limit.entered(address("192.0.2.1"))).isFalse();
  }

  private static String answer(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.ISO_8859_1));
    byte[] start = new byte[12];
    int read = socket.getInputStream().readNBytes(start, 0, start.length);
    return new String(start, 0, read, StandardCharsets.ISO_8859_1);
  }

  private static String answerOrNothing(Socket socket) {
    try (socket) {
      return answer(socket);
    } catch (SocketException reset) {
      return "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAndThereIsRoomAgainAfterwards() throws Exception {
    try (Door door = Door.plain("max-connections-per-address", "2");
        Socket first = door.socket()) {
      Socket second = door.socket();
      assertThat(answer(first)).isEqualTo("HTTP/1.1 200");
      assertThat(answer(second)).isEqualTo("HTTP/1.1 200");
      assertThat(answerOrNothing(door.socket())).isEmpty();
      second.close();
      await().until(() -> answerOrNothing(door.socket()).equals("HTTP/1.1 200"));
    }
  }

  @Test
  void aListedProxyIsNotLimitedOnTheWire() throws Exception {
    try (Door door =
            Door.plain("max-connections-per-address", "1", "trusted-proxies", "127.0.0.0/8");
        Socket first = door.socket();
        Socket second = door.socket()) {
      assertThat(answer(first)).isEqualTo("HTTP/1.1 200");
      assertThat(answer(second)).isEqualTo("HTTP/1.1 200");
    }
  }
}
