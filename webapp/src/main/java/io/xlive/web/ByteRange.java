package io.xlive.web;

import java.util.Optional;

/**
 * The part of a body that an answer holds (RFC 9110, 14).
 *
 * @param from first byte
 * @param to last byte, inclusive; below {@code from} when the body is empty
 */
record ByteRange(long from, long to) {
  private static final String UNIT = "bytes=";
  private static final int MOST_DIGITS = 18;
  private static final long NONE = -1;
  private static final long WRONG = -2;

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
    String text = header.orElse("");
    if (!text.startsWith(UNIT)) {
      return new Verdict.Whole();
    }
    String range = text.substring(UNIT.length()).strip();
    int dash = range.indexOf('-');
    long first = dash < 0 ? WRONG : number(range, 0, dash);
    long last = dash < 0 ? WRONG : number(range, dash + 1, range.length());
    if (first == WRONG || last == WRONG || (first == NONE && last == NONE)) {
      return new Verdict.Whole();
    }
    if (first == NONE && last == 0) {
      return new Verdict.Unsatisfiable();
    }
    if (first != NONE && last != NONE && last < first) {
      return new Verdict.Whole();
    }
    long from = first == NONE ? Math.max(0, length - last) : first;
    long to = first == NONE || last == NONE ? length - 1 : Math.min(length - 1, last);
    return from >= length ? new Verdict.Unsatisfiable() : new Verdict.Part(new ByteRange(from, to));
  }

  private static long number(String text, int from, int end) {
    if (from == end) {
      return NONE;
    }
    if (end - from > MOST_DIGITS) {
      return WRONG;
    }
    long number = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return WRONG;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
