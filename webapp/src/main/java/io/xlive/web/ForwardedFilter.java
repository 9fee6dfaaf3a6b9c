package io.xlive.web;

import io.xlive.security.ForwardedAddress;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes the client's address from a listed proxy's headers, before anybody asks for it. */
final class ForwardedFilter implements Filter {
  private final ForwardedAddress forwarded;

  @Inject
  ForwardedFilter(ForwardedAddress forwarded) {
    this.forwarded = forwarded;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && !believed(http)) {
      Responses.problem(
          response,
          Problem.of(
              400, "invalid_forwarding", "the proxy's forwarding header cannot be read", ""));
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean believed(HttpServletRequest request) {
    String name = forwarded.header().header();
    if (request.getHeader(name) == null) {
      return true;
    }
    List<String> values = Collections.list(request.getHeaders(name));
    Optional<InetAddress> origin =
        Optional.ofNullable(Peers.connection(request).getAddress())
            .flatMap(connection -> forwarded.of(connection, values));
    origin.ifPresent(
        address ->
            request.setAttribute(
                Peers.FORWARDED, new InetSocketAddress(address, request.getRemotePort())));
    return origin.isPresent();
  }
}
