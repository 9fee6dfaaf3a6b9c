package io.xlive.spi.auth;

import jakarta.security.enterprise.credential.Credential;
import java.util.Arrays;

/** A bearer token: {@code Authorization: Bearer}, or {@code ?token=} of a publish or play URL. */
public final class TokenCredential implements Credential {
  private final char[] token;
  private boolean cleared;

  /** Takes a copy. */
  public TokenCredential(String token) {
    this.token = token.toCharArray();
  }

  /** The token; secret. */
  public synchronized String token() {
    return new String(token);
  }

  @Override
  public synchronized boolean isCleared() {
    return cleared;
  }

  @Override
  public synchronized void clear() {
    Arrays.fill(token, '\0');
    cleared = true;
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
