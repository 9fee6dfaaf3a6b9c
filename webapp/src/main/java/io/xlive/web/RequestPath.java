package io.xlive.web;

import io.xlive.spi.XliveException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a request's path, once, at this one place. What two readers could read in two ways is
 * refused: encoded dots, slashes and percent signs, backslashes, path parameters, empty and dot
 * segments, control characters, malformed UTF-8.
 */
final class RequestPath {
  private static final int LONGEST = 2048;

  private RequestPath() {}

  /**
   * The decoded path.
   *
   * @param raw as it came, from the first slash, without the query
   * @throws XliveException with {@link WebError#INVALID_PARAMETER}
   */
  static String decode(String raw) {
    if (raw.length() > LONGEST || raw.isEmpty() || raw.charAt(0) != '/') {
      throw ambiguous("it is empty or longer than " + LONGEST);
    }
    boolean encoded = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\' || c == ';') {
        throw ambiguous("it holds a character that must be encoded, or a path parameter");
      }
      encoded |= c == '%';
    }
    String path = encoded ? decoded(raw) : raw;
    for (int from = 1, to; from <= path.length(); from = to + 1) {
      int slash = path.indexOf('/', from);
      to = slash < 0 ? path.length() : slash;
      if (to == from && slash >= 0) {
        throw ambiguous("it holds an empty segment");
      }
      if (to - from <= 2 && to > from && path.startsWith("..".substring(0, to - from), from)) {
        throw ambiguous("it holds a dot segment");
      }
    }
    return path;
  }

  private static String decoded(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[length++] = escaped(raw, i);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return text(bytes, length);
  }

  private static byte escaped(String raw, int at) {
    int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
    int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
    int value = high << 4 | low;
    if (high < 0 || low < 0) {
      throw ambiguous("a percent sign is not followed by two digits");
    }
    if (value < ' ' || value == 0x7F || "./\\;%".indexOf(value) >= 0) {
      throw ambiguous("it encodes a character that would change its meaning");
    }
    return (byte) value;
  }

  private static String text(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw ambiguous("it is not UTF-8");
    }
  }

  private static XliveException ambiguous(String why) {
    return new XliveException(WebError.INVALID_PARAMETER, "the path is refused: " + why);
  }
}
