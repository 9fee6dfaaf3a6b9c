package io.xlive.security;

import io.xlive.spi.Peer;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Identity stores and peers for the tests of this module. */
final class Stores {
  private Stores() {}

  /** Takes one stream key. */
  static IdentityStore key(String key, String name, String... groups) {
    return store(
        100,
        credential -> {
          if (!(credential instanceof StreamKeyCredential shown)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
          }
          return shown.key().equals(key)
              ? new CredentialValidationResult(name, Set.of(groups))
              : CredentialValidationResult.INVALID_RESULT;
        });
  }

  static IdentityStore store(
      int priority, Function<Credential, CredentialValidationResult> validate) {
    return new IdentityStore() {
      @Override
      public CredentialValidationResult validate(Credential credential) {
        return validate.apply(credential);
      }

      @Override
      public int priority() {
        return priority;
      }
    };
  }

  /** Only adds groups. */
  static IdentityStore groups(String... groups) {
    return new IdentityStore() {
      @Override
      public Set<String> getCallerGroups(CredentialValidationResult result) {
        return Set.of(groups);
      }

      @Override
      public Set<ValidationType> validationTypes() {
        return Set.of(ValidationType.PROVIDE_GROUPS);
      }
    };
  }

  static Optional<Credential> key(String key) {
    return Optional.of(new StreamKeyCredential(key));
  }

  static Optional<Credential> token(String token) {
    return Optional.of(new TokenCredential(token));
  }

  static Peer peer(String host) {
    return new Peer("rtmp", new InetSocketAddress(host, 1234), "test", false, "c1");
  }
}
