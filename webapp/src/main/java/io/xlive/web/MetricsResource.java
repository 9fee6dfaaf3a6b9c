package io.xlive.web;

import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code GET /metrics}: everything that is measured, for Prometheus. */
@Path("metrics")
public final class MetricsResource {
  private final MicroProfileMeters meters;

  @Inject
  MetricsResource(MicroProfileMeters meters) {
    this.meters = meters;
  }

  /** Prometheus text exposition 0.0.4. */
  @GET
  @Requires(value = Permission.OBSERVE, observability = true)
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  public String scrape() {
    return meters.scrape();
  }
}
