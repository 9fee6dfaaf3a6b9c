package io.xlive.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.xlive.flv.FlvStats;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsStats;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** {@code GET /stats}: what HLS and FLV hold and do. */
@Path("stats")
@Produces(MediaType.APPLICATION_JSON)
public final class StatsResource {
  private final HlsStreams streams;
  private final FlvStreams flv;
  private final ViewerCounts viewers;

  @Inject
  StatsResource(HlsStreams streams, FlvStreams flv, ViewerCounts viewers) {
    this.viewers = viewers;
    this.streams = streams;
    this.flv = flv;
  }

  /**
   * What playback holds and does.
   *
   * @param viewers of all streams, by protocol
   * @param hls by HLS; its fields stand at the top
   * @param flv by FLV
   */
  public record Stats(Map<String, Integer> viewers, @JsonUnwrapped HlsStats hls, FlvStats flv) {}

  /** Totals, and the same of each stream. */
  @GET
  @Requires(Permission.OBSERVE)
  public Stats stats() {
    return new Stats(viewers.all(), streams.stats(), flv.stats());
  }
}
