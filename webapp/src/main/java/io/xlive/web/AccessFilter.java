package io.xlive.web;

import io.xlive.spi.Peer;
import io.xlive.spi.auth.Permission;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the right that one resource method declares. */
@Priority(Priorities.AUTHORIZATION)
final class AccessFilter implements ContainerRequestFilter {
  private final ApiAccess access;
  private final Permission permission;
  private final boolean observability;

  AccessFilter(ApiAccess access, Permission permission, boolean observability) {
    this.access = access;
    this.permission = permission;
    this.observability = observability;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<String> authorization =
        Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (!(request.getProperty(ApiServlet.PEER) instanceof Peer peer)) {
      throw new IllegalStateException("the API servlet names no peer");
    }
    Optional<String> caller = access.permit(permission, peer, authorization, observability);
    Predicate<Permission> more = other -> access.has(other, peer, authorization);
    request.setSecurityContext(new CallerContext(caller, more, peer.secure()));
  }

  /** What a resource sees of its caller. */
  private record CallerContext(
      Optional<String> caller, Predicate<Permission> permissions, boolean secure)
      implements SecurityContext {
    @Override
    @SuppressWarnings("NullAway") // JAX-RS says null for an anonymous caller.
    public Principal getUserPrincipal() {
      return caller.<Principal>map(name -> () -> name).orElse(null);
    }

    @Override
    public boolean isUserInRole(String role) {
      return permissions.test(Permission.valueOf(role));
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
