package io.xlive.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes in a configuration: {@code 512}, {@code 64KiB}, {@code 4MiB}, {@code 1GiB}.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException for anything but digits and one of B, KiB, MiB, GiB
   */
  public static ByteSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a size such as 512, 64KiB, 4MiB: " + text);
    }
    String unit = form.group(2) == null ? "B" : form.group(2);
    int shift =
        switch (unit) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift));
  }

  /** The largest unit that divides it. */
  @Override
  public String toString() {
    String[] units = {"GiB", "MiB", "KiB"};
    for (int i = 0; i < units.length; i++) {
      int shift = 30 - 10 * i;
      if (bytes != 0 && (bytes & ((1L << shift) - 1)) == 0) {
        return (bytes >> shift) + units[i];
      }
    }
    return Long.toString(bytes);
  }
}
