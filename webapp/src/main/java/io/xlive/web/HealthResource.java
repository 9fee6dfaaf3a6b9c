package io.xlive.web;

import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * MicroProfile Health 4.0: the whole list to those who may observe, the bare status to anyone who
 * watches over the process.
 */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private final ServerHealth health;

  @Inject
  HealthResource(ServerHealth health) {
    this.health = health;
  }

  /** Every check. */
  @GET
  @Requires(value = Permission.OBSERVE, observability = true)
  public Response all() {
    List<HealthCheckResponse> checks = health.all();
    return answer(
        Map.of(
            "status",
            status(up(checks)),
            "checks",
            checks.stream().map(HealthResource::json).toList()),
        up(checks));
  }

  /** Whether the process is worth keeping: loops and packagers advance. */
  @GET
  @Path("live")
  @OpenToAll
  public Response live() {
    return bare(health.live());
  }

  /** Whether it takes work: fully started and not stopping. */
  @GET
  @Path("ready")
  @OpenToAll
  public Response ready() {
    return bare(health.ready());
  }

  /** Whether the start is over. */
  @GET
  @Path("started")
  @OpenToAll
  public Response started() {
    return bare(health.started());
  }

  private static Response bare(boolean up) {
    return answer(Map.of("status", status(up), "checks", List.of()), up);
  }

  private static Response answer(Object body, boolean up) {
    return Response.status(up ? 200 : 503).header("Cache-Control", "no-store").entity(body).build();
  }

  private static boolean up(List<HealthCheckResponse> checks) {
    return checks.stream().allMatch(check -> check.getStatus() == HealthCheckResponse.Status.UP);
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private static Map<String, Object> json(HealthCheckResponse check) {
    return Map.of(
        "name", check.getName(),
        "status", check.getStatus().name(),
        "data", check.getData().orElse(Map.of()));
  }
}
