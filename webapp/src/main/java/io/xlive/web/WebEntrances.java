package io.xlive.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.jersey.servlet.ServletProperties;

/**
 * Registers what answers requests. The API has its own few paths, so that a request for media
 * passes nothing but the playback servlet.
 */
final class WebEntrances {
  private static final String[] API = {
    "/api/*", "/streams", "/stats", "/metrics", "/health", "/health/*"
  };

  private WebEntrances() {}

  static void open(ServletContext context, ServiceLocator locator) {
    EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
    context.setAttribute(ServletProperties.SERVICE_LOCATOR, locator);

    FilterRegistration.Dynamic forwarded =
        context.addFilter("forwarded", locator.getService(ForwardedFilter.class));
    forwarded.setAsyncSupported(true);
    forwarded.addMappingForUrlPatterns(requests, false, "/*");

    RestApplication application =
        new RestApplication(
            locator.getService(Json.class), locator.getService(AccessFeature.class));
    ServletRegistration.Dynamic api = context.addServlet("api", new ApiServlet(application));
    api.setAsyncSupported(true);
    api.addMapping(API);

    ServletRegistration.Dynamic playback =
        context.addServlet("playback", locator.getService(HlsServlet.class));
    playback.setAsyncSupported(true);
    playback.addMapping("/");
  }
}
