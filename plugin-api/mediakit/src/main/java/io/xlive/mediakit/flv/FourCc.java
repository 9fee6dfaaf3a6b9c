package io.xlive.mediakit.flv;

/** Four characters as a number, the first one highest. */
public final class FourCc {
  private FourCc() {}

  /**
   * The number of a text.
   *
   * @throws IllegalArgumentException unless it has four characters of one byte
   */
  public static int of(String text) {
    if (text.length() != 4 || text.chars().anyMatch(c -> c > 0xFF)) {
      throw new IllegalArgumentException("a FourCC has four characters: " + text);
    }
    return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
  }

  /** The text of a number, with anything unprintable as {@code ?}. */
  public static String text(int code) {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      int c = code >> shift & 0xFF;
      text.append(c >= 0x20 && c < 0x7F ? (char) c : '?');
    }
    return text.toString();
  }
}
