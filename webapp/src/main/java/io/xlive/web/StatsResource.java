package io.xlive.web;

import io.xlive.hls.HlsStats;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /stats}: what HLS holds and does. */
@Path("stats")
@Produces(MediaType.APPLICATION_JSON)
public final class StatsResource {
  private final HlsStreams streams;

  @Inject
  StatsResource(HlsStreams streams) {
    this.streams = streams;
  }

  /** Totals, and the same of each stream. */
  @GET
  @Requires(Permission.OBSERVE)
  public HlsStats stats() {
    return streams.stats();
  }
}
