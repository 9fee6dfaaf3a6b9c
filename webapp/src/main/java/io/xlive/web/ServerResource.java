package io.xlive.web;

import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** {@code GET /api/v1/server}: which build runs, since when. */
@Path("api/v1/server")
@Produces(MediaType.APPLICATION_JSON)
public final class ServerResource {
  private final ServerBuild build;
  private final InstantSource clock;
  private final Instant since;

  @Inject
  ServerResource(ServerBuild build, ServerClock clock) {
    this.build = build;
    this.clock = clock.source();
    this.since = clock.started();
  }

  /**
   * The answer.
   *
   * @param version of the server
   * @param java version of the Java runtime
   * @param since RFC 3339
   * @param uptimeSeconds whole seconds
   */
  public record Server(String version, String java, String since, long uptimeSeconds) {}

  /** Version, runtime and uptime. */
  @GET
  @Requires(Permission.OBSERVE)
  public Server server() {
    return new Server(
        build.version(),
        Runtime.version().toString(),
        since.toString(),
        Duration.between(since, clock.instant()).toSeconds());
  }
}
