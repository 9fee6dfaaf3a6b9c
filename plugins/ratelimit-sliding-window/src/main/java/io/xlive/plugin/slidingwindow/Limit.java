package io.xlive.plugin.slidingwindow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in such a window.
 *
 * @param count 1 or more
 * @param windowNanos positive
 */
record Limit(int count, long windowNanos) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,6})(ms|s|m|h)");

  Limit {
    if (count < 1 || windowNanos < 1) {
      throw new IllegalArgumentException("number and window are positive");
    }
  }

  /**
   * Reads {@code 600/1m}, or {@code off} for none.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Optional<Limit> parse(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form 600/1m, nor off");
    }
    long unit =
        switch (form.group(3)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    return Optional.of(
        new Limit(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)) * unit));
  }
}
