package io.xlive.spi.auth;

import jakarta.security.enterprise.credential.Credential;

/** A stream key as it stands in {@code ?key=} of a publish URL. */
public final class StreamKeyCredential implements Credential {
  private final Secret key;

  /** Takes a copy. */
  public StreamKeyCredential(String key) {
    this.key = new Secret(key);
  }

  /** The key; secret. */
  public synchronized String key() {
    return key.text();
  }

  @Override
  public synchronized boolean isCleared() {
    return key.cleared();
  }

  @Override
  public synchronized void clear() {
    key.clear();
  }

  @Override
  public boolean isValid() {
    return !isCleared();
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "StreamKeyCredential[...]";
  }
}
