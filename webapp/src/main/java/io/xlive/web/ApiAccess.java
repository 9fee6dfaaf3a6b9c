package io.xlive.web;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/**
 * Decides who may call the API; the same authoriser as for streams. Thread-safe; blocks while an
 * identity store answers.
 */
public final class ApiAccess {
  private final Authority authority;
  private final RateLimits limits;
  private final HttpConfig.Observability observability;

  /** Says whether a caller has a right on the server as a whole. */
  @FunctionalInterface
  public interface Authority {
    /**
     * Decides.
     *
     * @return the caller's name
     * @throws XliveException when it may not
     */
    String permit(Permission permission, Peer peer, Optional<Credential> credential);
  }

  /** Asks {@code authority} for every right, after {@code limits}. */
  public ApiAccess(Authority authority, RateLimits limits, HttpConfig.Observability observability) {
    this.authority = authority;
    this.limits = limits;
    this.observability = observability;
  }

  /**
   * Decides about a request.
   *
   * @param authorization the header, empty when there is none; a wrong one is refused also where
   *     none is needed
   * @param observation whether {@code http.observability} may open it
   * @return the caller's name, empty for anonymous callers
   * @throws XliveException when it is refused
   */
  public Optional<String> permit(
      Permission permission, Peer peer, Optional<String> authorization, boolean observation) {
    limit(peer);
    Optional<Credential> credential = authorization.map(BearerToken::of);
    boolean anybody = observation && open(peer);
    if (credential.isEmpty()) {
      if (anybody) {
        return Optional.empty();
      }
      throw new XliveException(SpiError.UNAUTHENTICATED, "a bearer token is needed");
    }
    try {
      return Optional.of(authority.permit(permission, peer, credential));
    } catch (XliveException refused) {
      // A good token is no reason to refuse what anybody may.
      if (anybody && refused.code() == SpiError.FORBIDDEN) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /**
   * Counts a request that anybody may make.
   *
   * @throws XliveException when there were too many
   */
  void limit(Peer peer) {
    RateLimitRequest asked =
        new RateLimitRequest(RateLimitAction.API_REQUEST, peer, Optional.empty(), Optional.empty());
    if (limits.check(asked) instanceof RateLimitVerdict.Refused refused) {
      throw XliveException.retryable(
          SpiError.RATE_LIMITED,
          "too many requests (" + refused.rule() + ")",
          refused.retryAfter());
    }
  }

  /** Whether a caller that was let in has another right too. */
  boolean has(Permission permission, Peer peer, Optional<String> authorization) {
    try {
      return authorization.isPresent()
          && !authority.permit(permission, peer, authorization.map(BearerToken::of)).isEmpty();
    } catch (XliveException refused) {
      return false;
    }
  }

  private boolean open(Peer peer) {
    return switch (observability) {
      case PUBLIC -> true;
      case LOOPBACK -> peer.loopback();
      case TOKEN -> false;
    };
  }
}
