package io.xlive.spi.auth;

import jakarta.security.enterprise.credential.Credential;
import java.util.Arrays;

/** A stream key as it stands in {@code ?key=} of a publish URL. */
public final class StreamKeyCredential implements Credential {
  private final char[] key;
  private boolean cleared;

  /** Takes a copy. */
  public StreamKeyCredential(String key) {
    this.key = key.toCharArray();
  }

  /** The key; secret. */
  public synchronized String key() {
    return new String(key);
  }

  @Override
  public synchronized boolean isCleared() {
    return cleared;
  }

  @Override
  public synchronized void clear() {
    Arrays.fill(key, '\0');
    cleared = true;
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
