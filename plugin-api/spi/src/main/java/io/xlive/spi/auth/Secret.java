package io.xlive.spi.auth;

import java.util.Arrays;

/** Characters that can be wiped. Not safe for threads: its owner takes care. */
final class Secret {
  private final char[] characters;
  private boolean cleared;

  /** Takes a copy. */
  Secret(String text) {
    this.characters = text.toCharArray();
  }

  /** The text; zeros once it is cleared. */
  String text() {
    return new String(characters);
  }

  boolean cleared() {
    return cleared;
  }

  void clear() {
    Arrays.fill(characters, '\0');
    cleared = true;
  }
}
