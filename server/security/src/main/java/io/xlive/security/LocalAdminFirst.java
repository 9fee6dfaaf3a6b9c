package io.xlive.security;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;

/**
 * Takes the local admin token before any provider is asked, so that the operator gets in when they
 * are broken or not listed.
 *
 * @param admin knows the token
 * @param others everybody else
 */
public record LocalAdminFirst(AdminTokenStore admin, IdentityStoreHandler others)
    implements IdentityStoreHandler {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    CredentialValidationResult local = admin.validate(credential);
    return local.getStatus() == Status.VALID ? local : others.validate(credential);
  }
}
