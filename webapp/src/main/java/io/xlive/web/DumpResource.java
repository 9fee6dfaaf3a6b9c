package io.xlive.web;

import io.xlive.kernel.Dumps;
import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** {@code GET /api/v1/dump}: the live state of every part, for support. */
@Path("api/v1/dump")
public final class DumpResource {
  private final Dumps dumps;

  @Inject
  DumpResource(Dumps dumps) {
    this.dumps = dumps;
  }

  /** For programs. */
  @GET
  @Requires(Permission.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> json() {
    return dumps.toMap();
  }

  /** For people. */
  @GET
  @Requires(Permission.ADMIN)
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  public String text() {
    return dumps.toText();
  }
}
