package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/** Says who may. The hub asks before it makes any state. */
@FunctionalInterface
public interface Gate {
  /** The name of a caller that showed no credential and may all the same. */
  String ANONYMOUS = "anonymous";

  /**
   * Lets through or throws; called on a virtual thread, may block.
   *
   * @return the caller's name, {@link #ANONYMOUS} for one without credential
   * @throws io.xlive.spi.XliveException with UNAUTHENTICATED, FORBIDDEN or AUTH_UNAVAILABLE
   */
  String permit(Permission permission, StreamPath path, Peer peer, Optional<Credential> credential);
}
