package io.xlive.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rendition that OBS may be asked for.
 *
 * @param height of its picture, 90..4320
 * @param kbits bit rate of its picture, kbit/s
 */
record ObsRung(int height, int kbits) {
  private static final Pattern FORM = Pattern.compile("([0-9]{2,4})@([0-9]{2,6})");
  private static final int LOWEST = 90;
  private static final int HIGHEST = 4320;

  /**
   * Reads an entry of {@code obs.ladder}.
   *
   * @throws IllegalArgumentException when it is none; the message says what one looks like
   */
  static ObsRung parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    int height = m.matches() ? Integer.parseInt(m.group(1)) : 0;
    if (height < LOWEST || height > HIGHEST) {
      throw new IllegalArgumentException(
          "not HEIGHT@KBITS with a height of 90 to 4320, as in 720@3000: " + text);
    }
    return new ObsRung(height, Integer.parseInt(m.group(2)));
  }
}
