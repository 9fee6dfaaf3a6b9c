package io.xlive.web;

import io.xlive.spi.Peer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Who is at the other end of an HTTP request. */
final class Peers {
  /** Set by {@code ForwardedFilter} when a listed proxy names another address. */
  static final String FORWARDED = "io.xlive.forwarded";

  private Peers() {}

  /** The other end of the connection itself; containers write IPv6 with or without brackets. */
  static InetSocketAddress connection(HttpServletRequest request) {
    return new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort());
  }

  static Peer of(HttpServletRequest request, String protocol) {
    InetSocketAddress address =
        request.getAttribute(FORWARDED) instanceof InetSocketAddress forwarded
            ? forwarded
            : connection(request);
    return new Peer(
        protocol,
        address,
        Optional.ofNullable(request.getHeader("User-Agent")).orElse(""),
        request.isSecure(),
        request.getServletConnection().getConnectionId());
  }
}
