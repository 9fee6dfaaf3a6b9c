package io.xlive.mediakit.amf;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A position in a message and what may still be spent on it. One thread at a time.
 *
 * <p>Every step is checked against the bytes that are left and against the limits before anything
 * is allocated.
 */
final class AmfInput {
  private final Bytes bytes;
  private final AmfLimits limits;
  private int position;
  private int depth;
  private int deepest;
  private int values;
  private int stringBytes;

  AmfInput(Bytes bytes, AmfLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length() - position;
  }

  int u8() {
    return bytes.u8(take(1));
  }

  int u16() {
    return bytes.u16(take(2));
  }

  int s16() {
    return (short) u16();
  }

  int s32() {
    return bytes.s32(take(4));
  }

  long u32() {
    return bytes.u32(take(4));
  }

  double f64() {
    return Double.longBitsToDouble(bytes.s64(take(8)));
  }

  /** What the next byte would be, or -1 at the end. */
  int peek() {
    return remaining() == 0 ? -1 : bytes.u8(position);
  }

  /**
   * A string of {@code length} bytes; what is not UTF-8 is replaced, as encoders with other
   * character sets exist.
   */
  String text(long length) {
    return new String(binary(length).toArray(), StandardCharsets.UTF_8);
  }

  /** A run of {@code length} bytes, charged like a string. */
  Bytes binary(long length) {
    if (length > remaining()) {
      throw XliveException.malformed("AMF string is longer than its message");
    }
    chargeString((int) length);
    return bytes.slice(take((int) length), (int) length);
  }

  /**
   * An array count that cannot be right because each element takes at least {@code elementBytes}.
   */
  int count(long count, int elementBytes) {
    if (count > remaining() / elementBytes) {
      throw XliveException.malformed("AMF array count is larger than its message");
    }
    return (int) count;
  }

  void chargeValues(int count) {
    values += count;
    if (values > limits.values()) {
      throw XliveException.malformed("AMF message has more than " + limits.values() + " values");
    }
  }

  void chargeString(int length) {
    stringBytes += length;
    if (stringBytes > limits.stringBytes()) {
      throw XliveException.malformed(
          "AMF message has more than " + limits.stringBytes() + " bytes of strings");
    }
  }

  /** Opens an object or array and says what it costs from here on. */
  Span enter() {
    reach(depth + 1);
    Span span = new Span(deepest, values, stringBytes);
    depth++;
    deepest = depth;
    return span;
  }

  /** Closes what {@link #enter} opened: its cost, to be charged again by every reference to it. */
  Cost leave(Span span) {
    Cost cost =
        new Cost(deepest - depth + 1, values - span.values + 1, stringBytes - span.stringBytes);
    deepest = Math.max(deepest, span.deepest);
    depth--;
    return cost;
  }

  /** Charges a reference; the value of the reference itself is charged already. */
  void charge(Cost cost) {
    reach(depth + cost.height);
    deepest = Math.max(deepest, depth + cost.height);
    chargeValues(cost.values - 1);
    chargeString(cost.stringBytes);
  }

  private void reach(int wanted) {
    if (wanted > limits.depth()) {
      throw XliveException.malformed("AMF message is nested deeper than " + limits.depth());
    }
  }

  private int take(int count) {
    if (count > remaining()) {
      throw XliveException.malformed("AMF message ends inside a value");
    }
    int at = position;
    position += count;
    return at;
  }

  /** The counters when an object or array was opened. */
  record Span(int deepest, int values, int stringBytes) {}

  /** What an object or array costs, itself included. */
  record Cost(int height, int values, int stringBytes) {}
}
