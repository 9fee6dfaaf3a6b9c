package io.xlive.mediakit.amf;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes AMF values as JSON (RFC 8259). Total: what JSON does not have becomes {@code null}, a date
 * its milliseconds, bytes their hexadecimal digits. All but ASCII is escaped, so the text is the
 * same in every encoding.
 */
public final class AmfJson {
  private final StringBuilder out = new StringBuilder(256);

  private AmfJson() {}

  /** The JSON text of a value; about as long as the value, six times at worst. */
  public static String of(AmfValue value) {
    AmfJson json = new AmfJson();
    json.value(value);
    return json.out.toString();
  }

  private void value(AmfValue value) {
    switch (value) {
      case AmfValue.Number(double number) -> number(number);
      case AmfValue.Bool(boolean truth) -> out.append(truth);
      case AmfValue.Text(String text) -> text(text);
      case AmfValue.Xml(String document) -> text(document);
      case AmfValue.Date date -> number(date.millis());
      case AmfValue.Binary(var content) -> text(content.toHex());
      case AmfValue.Null nothing -> out.append("null");
      case AmfValue.Undefined nothing -> out.append("null");
      case AmfValue.StrictArray(List<AmfValue> values) -> array(values);
      case AmfValue.Keyed keyed -> object(keyed.properties());
    }
  }

  private void array(List<AmfValue> values) {
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(values.get(i));
    }
    out.append(']');
  }

  private void object(Map<String, AmfValue> properties) {
    out.append('{');
    Iterator<Map.Entry<String, AmfValue>> all = properties.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, AmfValue> property = all.next();
      text(property.getKey());
      out.append(':');
      value(property.getValue());
      if (all.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      out.append("null");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.append((long) number);
    } else {
      out.append(number);
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        out.append(c);
      } else {
        out.append("\\u").append(Integer.toHexString(0x1_0000 | c), 1, 5);
      }
    }
    out.append('"');
  }
}
