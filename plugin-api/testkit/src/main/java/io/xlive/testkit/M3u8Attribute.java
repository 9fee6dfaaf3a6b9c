package io.xlive.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attribute of an attribute list: RFC 8216bis, 4.2.
 *
 * @param name its name
 * @param value as written, with quotes
 */
record M3u8Attribute(String name, String value) {
  private static final Pattern ONE =
      Pattern.compile("\\G([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(,(?=.)|$)");

  /** The kinds of values. */
  enum Type {
    INTEGER("\\d{1,20}"),
    HEX("0[xX][0-9A-F]+"),
    FLOAT("\\d+(\\.\\d+)?"),
    SIGNED("-?\\d+(\\.\\d+)?"),
    STRING("\"[^\"\\r\\n]*\""),
    WORD("[^\",\\s]+"),
    YES("YES"),
    YES_NO("YES|NO"),
    RESOLUTION("[1-9]\\d*x[1-9]\\d*"),
    ANY("\"[^\"\\r\\n]*\"|[^\",\\s]+");

    private final Pattern form;

    Type(String form) {
      this.form = Pattern.compile(form);
    }

    boolean fits(String value) {
      return form.matcher(value).matches();
    }
  }

  /** Reads a whole list; empty when it is none. */
  static Optional<List<M3u8Attribute>> list(String text) {
    List<M3u8Attribute> attributes = new ArrayList<>();
    Matcher matcher = ONE.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find()) {
      attributes.add(new M3u8Attribute(matcher.group(1), matcher.group(2)));
      end = matcher.end();
    }
    return end == text.length() && !attributes.isEmpty()
        ? Optional.of(attributes)
        : Optional.empty();
  }

  /** The value without quotes. */
  String text() {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }
}
