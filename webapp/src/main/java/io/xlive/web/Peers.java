package io.xlive.web;

import io.xlive.spi.Peer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of an HTTP request. */
final class Peers {
  /** Set by {@code ForwardedFilter} when a listed proxy names another address. */
  static final String FORWARDED = "io.xlive.forwarded";

  /**
   * Of the standalone server: an {@code AtomicReference} that is the same for all requests of a
   * connection. Other containers have none.
   */
  static final String CONNECTION = "io.xlive.connection";

  /** What a connection's last peer was made of; its address and name never change. */
  private record Known(@Nullable String agent, Peer peer) {}

  private Peers() {}

  /** The other end of the connection itself; containers write IPv6 with or without brackets. */
  static InetSocketAddress connection(HttpServletRequest request) {
    return new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort());
  }

  static Peer of(HttpServletRequest request, String protocol) {
    String agent = request.getHeader("User-Agent");
    if (request.getAttribute(FORWARDED) instanceof InetSocketAddress forwarded) {
      return peer(request, protocol, forwarded, agent);
    }
    if (!(request.getAttribute(CONNECTION) instanceof AtomicReference<?> connection)) {
      return peer(request, protocol, connection(request), agent);
    }
    if (connection.get() instanceof Known(var client, var peer)
        && peer.protocol().equals(protocol)
        && (agent == null ? client == null : agent.equals(client))) {
      return peer;
    }
    Peer made = peer(request, protocol, connection(request), agent);
    @SuppressWarnings("unchecked") // It is there for whatever is to be kept.
    AtomicReference<Object> keep = (AtomicReference<Object>) connection;
    keep.set(new Known(agent, made));
    return made;
  }

  private static Peer peer(
      HttpServletRequest request,
      String protocol,
      InetSocketAddress address,
      @Nullable String agent) {
    return new Peer(
        protocol,
        address,
        agent == null ? "" : agent,
        request.isSecure(),
        request.getServletConnection().getConnectionId());
  }
}
