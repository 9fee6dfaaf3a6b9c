package io.xlive.web;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Jersey on several paths at once. Jersey takes the matched pattern for the root of its resources;
 * here every resource names its whole path, so requests are shown to it as if the servlet were
 * mapped to everything.
 */
final class ApiServlet extends HttpServlet {
  /**
   * Request attribute with the {@link io.xlive.spi.Peer}: Jersey shows it to filters as a property.
   */
  static final String PEER = "io.xlive.peer";

  private static final long serialVersionUID = 1L;

  private final transient ServletContainer jersey;

  ApiServlet(ResourceConfig application) {
    this.jersey = new ServletContainer(application);
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    jersey.init(config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute(PEER, Peers.of(request, "http"));
    jersey.service(new FromRoot(request), response);
  }

  @Override
  public void destroy() {
    jersey.destroy();
  }

  private static final class FromRoot extends HttpServletRequestWrapper {
    FromRoot(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      return "";
    }

    @Override
    public String getPathInfo() {
      String matched = super.getPathInfo();
      return super.getServletPath() + (matched == null ? "" : matched);
    }
  }
}
