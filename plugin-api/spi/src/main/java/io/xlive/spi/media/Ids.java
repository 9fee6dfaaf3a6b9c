package io.xlive.spi.media;

/** The letters of ids, read without an expression: every request for media has some. */
final class Ids {
  private Ids() {}

  /** Whether a text is 1..{@code most} of {@code [a-z0-9-]}. */
  static boolean valid(String text, int most) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= most;
  }
}
