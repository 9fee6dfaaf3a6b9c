package io.xlive.web;

import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.stream.StreamHub;
import io.xlive.stream.StreamStatus;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /streams}: what is live. */
@Path("streams")
@Produces(MediaType.APPLICATION_JSON)
public final class StreamsResource {
  private static final int MOST = 200;

  private final StreamHub hub;
  private final ViewerCounts viewers;

  @Inject
  StreamsResource(StreamHub hub, ViewerCounts viewers) {
    this.hub = hub;
    this.viewers = viewers;
  }

  /**
   * A page of a list.
   *
   * @param items in the order of their paths
   * @param next the cursor of the next page; empty on the last
   */
  public record Page(List<StreamJson> items, Optional<String> next) {}

  /** Live streams by path, {@code limit} of them behind the path {@code cursor}. */
  @GET
  @Requires(Permission.OBSERVE)
  public Page streams(
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @Context SecurityContext caller,
      @Context ServletContext context) {
    if (limit < 1 || limit > MOST) {
      throw new XliveException(
          WebError.INVALID_PARAMETER, "limit must be 1.." + MOST + ": " + limit);
    }
    boolean addresses = caller.isUserInRole(Permission.ADMIN.name());
    List<StreamStatus> behind =
        hub.live().stream()
            .filter(status -> status.path().toString().compareTo(cursor) > 0)
            .sorted(Comparator.comparing(status -> status.path().toString()))
            .toList();
    List<StreamJson> items =
        behind.stream()
            .limit(limit)
            .map(
                status ->
                    StreamJson.of(status, viewers.of(status), addresses, context.getContextPath()))
            .toList();
    return new Page(
        items, behind.size() > limit ? Optional.of(items.getLast().path()) : Optional.empty());
  }
}
