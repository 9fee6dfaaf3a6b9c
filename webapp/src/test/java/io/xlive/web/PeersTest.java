package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Peer;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeersTest {
  private final Map<String, Object> attributes = new HashMap<>();

  private Peer ask(String address, String agent, String protocol) {
    ServletConnection connection =
        (ServletConnection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletConnection.class},
                (proxy, method, arguments) -> "connection 1");
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getHeader" -> agent;
                      case "getAttribute" -> attributes.get(arguments[0]);
                      case "getRemoteAddr" -> address;
                      case "getRemotePort" -> 4711;
                      case "isSecure" -> false;
                      case "getServletConnection" -> connection;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return Peers.of(request, protocol);
  }

  private static Peer peer(String address, String agent, String protocol) {
    return new Peer(protocol, new InetSocketAddress(address, 4711), agent, false, "connection 1");
  }

  @Test
  void everyRequestOfAConnectionHasItsOwnPlayerAndProtocol() {
    attributes.put(Peers.CONNECTION, new AtomicReference<>());
    Peer first = ask("192.0.2.1", "a", "hls");
    assertThat(first).isEqualTo(peer("192.0.2.1", "a", "hls"));
    assertThat(ask("192.0.2.1", "a", "hls")).isSameAs(first);
    assertThat(ask("192.0.2.1", "b", "hls")).isEqualTo(peer("192.0.2.1", "b", "hls"));
    assertThat(ask("192.0.2.1", "b", "flv")).isEqualTo(peer("192.0.2.1", "b", "flv"));
  }

  @Test
  void whatAProxyTellsIsOfOneRequestOnly() {
    attributes.put(Peers.CONNECTION, new AtomicReference<>());
    attributes.put(Peers.FORWARDED, new InetSocketAddress("198.51.100.7", 4711));
    assertThat(ask("192.0.2.1", "a", "hls")).isEqualTo(peer("198.51.100.7", "a", "hls"));
    attributes.put(Peers.FORWARDED, new InetSocketAddress("198.51.100.8", 4711));
    assertThat(ask("192.0.2.1", "a", "hls")).isEqualTo(peer("198.51.100.8", "a", "hls"));
    attributes.remove(Peers.FORWARDED);
    assertThat(ask("192.0.2.1", "a", "hls")).isEqualTo(peer("192.0.2.1", "a", "hls"));
  }

  @Test
  void aContainerMayKeepNothing() {
    assertThat(ask("192.0.2.1", "a", "hls")).isEqualTo(peer("192.0.2.1", "a", "hls"));
    assertThat(ask("192.0.2.2", "a", "hls")).isEqualTo(peer("192.0.2.2", "a", "hls"));
  }
}
