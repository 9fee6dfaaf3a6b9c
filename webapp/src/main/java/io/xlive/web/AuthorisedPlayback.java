package io.xlive.web;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import io.xlive.stream.Gate;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Admits players by the same authoriser and rate limits as every other protocol. A credential comes
 * as {@code Authorization: Bearer}, {@code ?token=} or {@code ?key=}; in this order, the first one
 * counts.
 */
final class AuthorisedPlayback implements PlaybackGate {
  private static final int LONGEST_CREDENTIAL = 4096;

  private final Gate gate;
  private final RateLimits limits;

  @Inject
  AuthorisedPlayback(Gate gate, RateLimits limits) {
    this.gate = gate;
    this.limits = limits;
  }

  @Override
  public Audience admit(
      HttpServletRequest request, StreamPath path, RateLimitAction action, String protocol) {
    Peer peer = Peers.of(request, protocol);
    Optional<Credential> credential = credential(request);
    String caller = gate.permit(Permission.PLAY, path, peer, credential);
    RateLimitRequest asked =
        new RateLimitRequest(action, peer, credential.map(c -> caller), Optional.of(path));
    if (limits.check(asked) instanceof RateLimitVerdict.Refused refused) {
      throw XliveException.retryable(
          SpiError.RATE_LIMITED,
          "too many requests (" + refused.rule() + ")",
          refused.retryAfter());
    }
    return credential.isEmpty() || anybodyMay(path, peer) ? Audience.EVERYONE : Audience.CALLER;
  }

  private boolean anybodyMay(StreamPath path, Peer peer) {
    try {
      gate.permit(Permission.PLAY, path, peer, Optional.empty());
      return true;
    } catch (XliveException refused) {
      return false;
    }
  }

  private static Optional<Credential> credential(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null) {
      return Optional.of(BearerToken.of(header));
    }
    if (request.getQueryString() == null) {
      return Optional.empty();
    }
    return parameter(request, "token")
        .<Credential>map(TokenCredential::new)
        .or(() -> parameter(request, "key").map(StreamKeyCredential::new));
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    String value;
    try {
      value = request.getParameter(name);
    } catch (RuntimeException unreadable) {
      // Containers differ in what they throw for a query that cannot be decoded.
      throw new XliveException(WebError.INVALID_PARAMETER, "the query cannot be read");
    }
    if (value != null && value.length() > LONGEST_CREDENTIAL) {
      throw new XliveException(
          WebError.INVALID_PARAMETER, name + " is longer than " + LONGEST_CREDENTIAL);
    }
    return Optional.ofNullable(value).filter(v -> !v.isEmpty());
  }
}
