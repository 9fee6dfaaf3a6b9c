package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/** Who may come in, and how often: asked before any state is made. */
final class Admission {
  private final Gate gate;
  private final RateLimits limits;

  Admission(Gate gate, RateLimits limits) {
    this.gate = gate;
    this.limits = limits;
  }

  /** The caller's name, or an exception that says why not. */
  String admit(Permission permission, StreamPath path, Peer peer, Optional<Credential> credential) {
    String caller = gate.permit(permission, path, peer, credential);
    RateLimitAction action =
        permission == Permission.PUBLISH ? RateLimitAction.PUBLISH : RateLimitAction.PLAY;
    Optional<String> name = Gate.ANONYMOUS.equals(caller) ? Optional.empty() : Optional.of(caller);
    RateLimitVerdict verdict =
        limits.check(new RateLimitRequest(action, peer, name, Optional.of(path)));
    if (verdict instanceof RateLimitVerdict.Refused refused) {
      throw XliveException.retryable(
          SpiError.RATE_LIMITED, "too often, by rule " + refused.rule(), refused.retryAfter());
    }
    return caller;
  }

  /**
   * Whether a second publisher may push out the first: the same caller, or one who may manage the
   * stream.
   */
  boolean mayTakeOver(
      LiveStream.Origin first, String caller, Peer peer, Optional<Credential> credential) {
    boolean same =
        Gate.ANONYMOUS.equals(caller)
            ? first.caller().equals(caller) && first.publisher().host().equals(peer.host())
            : first.caller().equals(caller);
    if (same) {
      return true;
    }
    try {
      gate.permit(Permission.MANAGE, first.path(), peer, credential);
      return true;
    } catch (XliveException e) {
      return false;
    }
  }
}
