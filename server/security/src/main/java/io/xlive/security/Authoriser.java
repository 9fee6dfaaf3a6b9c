package io.xlive.security;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides for every protocol who may do what; denies unless a rule allows. Blocks while providers
 * think: call it on a virtual thread.
 *
 * <p>Without a credential the rules of {@code auth.anonymous} decide. A credential that no provider
 * takes for good is refused even where a caller without one would come in; with a good one, the
 * caller may what its grants say and what anybody may.
 */
public final class Authoriser {
  /** The name of a caller without credential. */
  public static final String ANONYMOUS = "anonymous";

  private final boolean enabled;
  private final List<AnonymousRule> anonymous;
  private final IdentityStoreHandler identities;

  /**
   * @throws XliveException naming every rule of {@code auth.anonymous} that makes no sense
   */
  public Authoriser(AuthConfig config, IdentityStoreHandler identities) {
    this.enabled = config.enable();
    this.identities = identities;
    List<AnonymousRule> rules = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String text : config.anonymous()) {
      try {
        rules.add(AnonymousRule.parse(text));
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "auth.anonymous: " + String.join("; ", wrong));
    }
    this.anonymous = List.copyOf(rules);
  }

  /**
   * Lets a caller do something on a stream, or throws.
   *
   * @return the caller's name, {@link #ANONYMOUS} without one
   * @throws XliveException with UNAUTHENTICATED, FORBIDDEN or AUTH_UNAVAILABLE
   */
  public String permit(
      Permission permission, StreamPath path, Peer peer, Optional<Credential> credential) {
    if (!enabled && (permission == Permission.PUBLISH || permission == Permission.PLAY)) {
      return ANONYMOUS;
    }
    return decide(permission, Optional.of(path), peer, credential);
  }

  /**
   * The same for the server as a whole: health, metrics, management. {@code auth.enable} changes
   * nothing here.
   */
  public String permit(Permission permission, Peer peer, Optional<Credential> credential) {
    return decide(permission, Optional.empty(), peer, credential);
  }

  /**
   * Who shows a credential.
   *
   * @throws XliveException with UNAUTHENTICATED or AUTH_UNAVAILABLE
   */
  public Caller authenticate(Credential credential) {
    CredentialValidationResult result = identities.validate(credential);
    if (result.getStatus() != CredentialValidationResult.Status.VALID) {
      throw new XliveException(SpiError.UNAUTHENTICATED, "no auth provider takes this credential");
    }
    return Caller.of(result.getCallerPrincipal().getName(), result.getCallerGroups());
  }

  /** Whether a caller may, without throwing: for views that show less to some. */
  public boolean may(Caller caller, Permission permission, StreamPath path) {
    return caller.may(permission, path);
  }

  private String decide(
      Permission permission,
      Optional<StreamPath> path,
      Peer peer,
      Optional<Credential> credential) {
    if (credential.isEmpty()) {
      if (anybodyMay(permission, path, peer)) {
        return ANONYMOUS;
      }
      throw new XliveException(
          SpiError.UNAUTHENTICATED,
          verb(permission, path)
              + " needs a credential: no rule of auth.anonymous allows it from "
              + peer.host());
    }
    Caller caller = authenticate(credential.get());
    boolean may = path.map(p -> caller.may(permission, p)).orElseGet(() -> caller.may(permission));
    if (may || anybodyMay(permission, path, peer)) {
      return caller.name();
    }
    throw new XliveException(
        SpiError.FORBIDDEN, caller.name() + " has no grant for " + verb(permission, path));
  }

  private boolean anybodyMay(Permission permission, Optional<StreamPath> path, Peer peer) {
    for (AnonymousRule rule : anonymous) {
      if (rule.allows(permission, path, peer)) {
        return true;
      }
    }
    return false;
  }

  private static String verb(Permission permission, Optional<StreamPath> path) {
    String name = permission.name().toLowerCase(Locale.ROOT);
    return path.map(p -> name + ":" + p).orElse(name);
  }
}
