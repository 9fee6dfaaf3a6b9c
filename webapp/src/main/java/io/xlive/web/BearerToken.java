package io.xlive.web;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.TokenCredential;

/**
 * Reads {@code Authorization: Bearer TOKEN} (RFC 6750, 2.1) in one pass, as every request of a
 * player may carry it.
 */
final class BearerToken {
  /** Most characters of a token. */
  static final int LONGEST = 4096;

  private static final String SCHEME = "bearer ";

  private BearerToken() {}

  /**
   * The token of a header.
   *
   * @throws XliveException when it has another form, or its token is too long
   */
  static TokenCredential of(String header) {
    int from = 0;
    if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      from = SCHEME.length();
      while (from < header.length() && header.charAt(from) == ' ') {
        from++;
      }
    }
    if (from == 0 || !token(header, from)) {
      throw new XliveException(
          SpiError.UNAUTHENTICATED, "Authorization is not of the form Bearer TOKEN");
    }
    return new TokenCredential(header.substring(from));
  }

  private static boolean token(String header, int from) {
    int length = header.length() - from;
    if (length < 1 || length > LONGEST) {
      return false;
    }
    for (int i = from; i < header.length(); i++) {
      if (!allowed(header.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~+/=".indexOf(c) >= 0;
  }
}
