package io.xlive.web;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import java.util.List;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The API's resources and what surrounds them. */
final class RestApplication extends ResourceConfig {
  /** Every resource: a test walks this list. */
  static final List<Class<?>> RESOURCES =
      List.of(
          MetricsResource.class,
          HealthResource.class,
          StreamsResource.class,
          StatsResource.class,
          ServerResource.class,
          DumpResource.class,
          ObsResource.class);

  RestApplication(Json json, AccessFeature access) {
    RESOURCES.forEach(this::register);
    register(new JacksonJsonProvider(json.mapper()));
    register(access);
    register(ProblemMapper.class);
    property(ServerProperties.WADL_FEATURE_DISABLE, true);
    property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    property(ServerProperties.BV_FEATURE_DISABLE, true);
  }
}
