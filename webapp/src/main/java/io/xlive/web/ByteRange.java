package io.xlive.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that an answer holds (RFC 9110, 14).
 *
 * @param from first byte
 * @param to last byte, inclusive; below {@code from} when the body is empty
 */
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** How many bytes. */
  long length() {
    return to - from + 1;
  }

  /** What to do with a Range header. */
  sealed interface Verdict {
    /** No range, or one that is ignored: the whole body. */
    record Whole() implements Verdict {}

    /** One range. */
    record Part(ByteRange range) implements Verdict {}

    /** A range outside of the body. */
    record Unsatisfiable() implements Verdict {}
  }

  /**
   * Reads a Range header. Several ranges and other units are ignored, as RFC 9110 allows: an answer
   * never holds more than one body.
   *
   * @param header the header's value
   * @param length of the whole body
   */
  static Verdict read(Optional<String> header, long length) {
    Matcher one = ONE.matcher(header.orElse(""));
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return new Verdict.Whole();
    }
    long from;
    long to = length - 1;
    if (one.group(1).isEmpty()) {
      long last = Long.parseLong(one.group(2));
      if (last == 0) {
        return new Verdict.Unsatisfiable();
      }
      from = Math.max(0, length - last);
    } else {
      from = Long.parseLong(one.group(1));
      if (!one.group(2).isEmpty()) {
        long asked = Long.parseLong(one.group(2));
        if (asked < from) {
          return new Verdict.Whole();
        }
        to = Math.min(to, asked);
      }
    }
    return from >= length ? new Verdict.Unsatisfiable() : new Verdict.Part(new ByteRange(from, to));
  }
}
