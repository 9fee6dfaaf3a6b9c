package org.example.xlive;

import io.xlive.spi.auth.StreamKeyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/** One key for everybody. */
final class SharedKeyStore implements IdentityStore {
  private final SharedKeyConfig config;

  SharedKeyStore(SharedKeyConfig config) {
    this.config = config;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof StreamKeyCredential shown)) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    byte[] wanted = config.key().getBytes(StandardCharsets.UTF_8);
    byte[] given = shown.key().getBytes(StandardCharsets.UTF_8);
    return wanted.length > 0 && MessageDigest.isEqual(wanted, given)
        ? new CredentialValidationResult("everybody", Set.copyOf(config.grants()))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
