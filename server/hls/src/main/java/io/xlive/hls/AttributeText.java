package io.xlive.hls;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes what a publisher said as names and values of a tag's attributes (RFC 8216bis 4.2).
 * Whatever the text is, the outcome is ASCII that ends no string and no line and refers to no
 * variable (4.4.2.3): every other byte of its UTF-8 form is a percent sign and two hexadecimal
 * digits, as {@code decodeURIComponent} reads them.
 */
final class AttributeText {
  private static final String NOT_PLAIN = "\"%{}\\";
  private static final double LARGEST = 1e15;
  private static final int LONGEST_NAME = 40;
  private static final int DIGITS = 6;

  private AttributeText() {}

  /** A quoted string. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8).append('"');
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= ' ' && octet < 0x7F && NOT_PLAIN.indexOf(octet) < 0) {
        out.append((char) octet);
      } else {
        out.append('%').append(Integer.toHexString(0x100 | (octet & 0xFF)), 1, 3);
      }
    }
    return out.append('"').toString();
  }

  /** A decimal number where the grammar has one for it, else a quoted string. */
  static String number(double value) {
    if (!(value >= 0 && value < LARGEST)) {
      return quoted(Double.toString(value));
    }
    BigDecimal plain = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
    return plain.stripTrailingZeros().toPlainString();
  }

  /** A name of the client's own: {@code X-} and capitals, digits and hyphens. */
  static String name(String text) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST_NAME));
    return "X-" + cut.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "-");
  }
}
