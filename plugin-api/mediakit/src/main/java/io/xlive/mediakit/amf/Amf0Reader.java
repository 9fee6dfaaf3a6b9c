package io.xlive.mediakit.amf;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads the AMF0 values of one message (Action Message Format AMF 0, 2007). One thread at a time.
 *
 * <p>Total over any bytes: what is not AMF0, or more than the {@link AmfLimits} allow, is a
 * malformed {@link XliveException} and nothing else. After one, do not go on.
 */
public final class Amf0Reader {
  private static final int OBJECT_END = 9;

  private final AmfInput input;
  private final AmfReferences references = new AmfReferences();

  /** Reads from the start of a message, under the default limits. */
  public Amf0Reader(Bytes message) {
    this(message, AmfLimits.DEFAULT);
  }

  /** Reads from the start of a message. */
  public Amf0Reader(Bytes message, AmfLimits limits) {
    this.input = new AmfInput(message, limits);
  }

  /** All values of a message, under the default limits. */
  public static List<AmfValue> readAll(Bytes message) {
    Amf0Reader reader = new Amf0Reader(message);
    List<AmfValue> values = new ArrayList<>();
    while (reader.hasNext()) {
      values.add(reader.next());
    }
    return values;
  }

  /** Whether another value follows. */
  public boolean hasNext() {
    return input.remaining() > 0;
  }

  /** How many bytes are read. */
  public int position() {
    return input.position();
  }

  /** The next value. */
  public AmfValue next() {
    return value(input.u8());
  }

  private AmfValue value(int marker) {
    input.chargeValues(1);
    return switch (marker) {
      case 0 -> new AmfValue.Number(input.f64());
      case 1 -> new AmfValue.Bool(input.u8() != 0);
      case 2 -> new AmfValue.Text(input.text(input.u16()));
      case 3 -> object();
      case 5 -> AmfValue.NULL;
      // 13 is "unsupported": something that the sender could not write.
      case 6, 13 -> AmfValue.UNDEFINED;
      case 7 -> references.resolve(input.u16(), input);
      case 8 -> ecmaArray();
      case 10 -> strictArray();
      case 11 -> new AmfValue.Date(input.f64(), input.s16());
      case 12 -> new AmfValue.Text(input.text(input.u32()));
      case 15 -> new AmfValue.Xml(input.text(input.u32()));
      case 16 -> typedObject();
      case 17 -> new Amf3Reader(input).switched();
      default -> throw XliveException.malformed("unknown AMF0 marker " + marker);
    };
  }

  private AmfValue object() {
    int reference = references.open();
    AmfInput.Span span = input.enter();
    AmfValue value = new AmfValue.ObjectValue(properties(Long.MAX_VALUE));
    return references.close(reference, value, input.leave(span));
  }

  private AmfValue typedObject() {
    int reference = references.open();
    AmfInput.Span span = input.enter();
    String className = input.text(input.u16());
    AmfValue value = new AmfValue.TypedObject(className, properties(Long.MAX_VALUE));
    return references.close(reference, value, input.leave(span));
  }

  private AmfValue ecmaArray() {
    int reference = references.open();
    AmfInput.Span span = input.enter();
    AmfValue value = new AmfValue.EcmaArray(properties(input.u32()));
    return references.close(reference, value, input.leave(span));
  }

  /**
   * Properties up to the end marker. The count of an ECMA array is a hint that often lies; it only
   * serves to accept an array that ends with its message and without the marker, as some encoders
   * write it.
   */
  private SequencedMap<String, AmfValue> properties(long announced) {
    SequencedMap<String, AmfValue> properties = new LinkedHashMap<>();
    long read = 0;
    while (read < announced || input.remaining() > 0) {
      String name = input.text(input.u16());
      if (name.isEmpty() && input.peek() == OBJECT_END) {
        input.u8();
        return properties;
      }
      properties.put(name, value(input.u8()));
      read++;
    }
    return properties;
  }

  private AmfValue strictArray() {
    int reference = references.open();
    AmfInput.Span span = input.enter();
    int count = input.count(input.u32(), 1);
    List<AmfValue> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(input.u8()));
    }
    return references.close(reference, new AmfValue.StrictArray(values), input.leave(span));
  }
}
