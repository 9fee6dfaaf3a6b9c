package io.xlive.spi.auth;

import jakarta.security.enterprise.credential.Credential;

/** A bearer token: {@code Authorization: Bearer}, or {@code ?token=} of a publish or play URL. */
public final class TokenCredential implements Credential {
  private final Secret token;

  /** Takes a copy. */
  public TokenCredential(String token) {
    this.token = new Secret(token);
  }

  /** The token; secret. */
  public synchronized String token() {
    return token.text();
  }

  @Override
  public synchronized boolean isCleared() {
    return token.cleared();
  }

  @Override
  public synchronized void clear() {
    token.clear();
  }

  @Override
  public boolean isValid() {
    return !isCleared();
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "TokenCredential[...]";
  }
}
