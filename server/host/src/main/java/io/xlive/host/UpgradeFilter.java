package io.xlive.host;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter;

/**
 * Jetty's filter for WebSockets, for requests that ask for one only: before it looks, it copies
 * request and response.
 */
final class UpgradeFilter extends WebSocketUpgradeFilter {

  /** Stands in for the one that Jetty would add. */
  static void addTo(ServletContextHandler context) {
    FilterHolder holder = new FilterHolder(new UpgradeFilter());
    holder.setName(WebSocketUpgradeFilter.class.getName());
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && asks(http)) {
      super.doFilter(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** With HTTP/1.1 by a header (RFC 6455 4.1), with HTTP/2 by a method (RFC 8441 4). */
  private static boolean asks(HttpServletRequest request) {
    return request.getHeader("Upgrade") != null || request.getMethod().equals("CONNECT");
  }
}
