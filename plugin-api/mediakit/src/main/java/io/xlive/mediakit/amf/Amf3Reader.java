package io.xlive.mediakit.amf;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads the AMF3 values of one message (Action Message Format AMF 3, 2013). One thread at a time.
 *
 * <p>Total over any bytes, as {@link Amf0Reader} is. Objects become plain maps; of classes that
 * write themselves ("externalizable") only the two wrappers around a single value are known, others
 * cannot be skipped and are malformed.
 */
public final class Amf3Reader {
  private static final Set<String> WRAPPERS =
      Set.of("flex.messaging.io.ArrayCollection", "flex.messaging.io.ObjectProxy");

  private final AmfInput input;
  private final AmfReferences objects = new AmfReferences();
  private final List<String> strings = new ArrayList<>();
  private final List<Traits> traits = new ArrayList<>();

  /** Reads from the start of a message, under the default limits. */
  public Amf3Reader(Bytes message) {
    this(message, AmfLimits.DEFAULT);
  }

  /** Reads from the start of a message. */
  public Amf3Reader(Bytes message, AmfLimits limits) {
    this(new AmfInput(message, limits));
  }

  /** Goes on where AMF0 switched over; limits go on too, the reference tables start anew. */
  Amf3Reader(AmfInput input) {
    this.input = input;
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
    input.chargeValues(1);
    return switched();
  }

  /** The next value, when it is charged already. */
  AmfValue switched() {
    int marker = input.u8();
    return switch (marker) {
      case 0 -> AmfValue.UNDEFINED;
      case 1 -> AmfValue.NULL;
      case 2 -> new AmfValue.Bool(false);
      case 3 -> new AmfValue.Bool(true);
      case 4 -> new AmfValue.Number(u29() << 3 >> 3);
      case 5 -> new AmfValue.Number(input.f64());
      case 6 -> new AmfValue.Text(string());
      case 7, 11 -> complex(Amf3Reader::xml);
      case 8 -> complex((reader, header) -> new AmfValue.Date(reader.input.f64(), 0));
      case 9 -> complex(Amf3Reader::array);
      case 10 -> complex(Amf3Reader::object);
      case 12 ->
          complex((reader, header) -> new AmfValue.Binary(reader.input.binary(header).compact()));
      case 13 ->
          complex((reader, header) -> reader.vector(header, 4, () -> number(reader.input.s32())));
      case 14 ->
          complex((reader, header) -> reader.vector(header, 4, () -> number(reader.input.u32())));
      case 15 ->
          complex((reader, header) -> reader.vector(header, 8, () -> number(reader.input.f64())));
      case 16 -> complex(Amf3Reader::objectVector);
      case 17 -> complex(Amf3Reader::dictionary);
      default -> throw XliveException.malformed("unknown AMF3 marker " + marker);
    };
  }

  /** A value that is either a reference or starts with a header of 28 bits. */
  private AmfValue complex(Body body) {
    int header = u29();
    if ((header & 1) == 0) {
      return objects.resolve(header >>> 1, input);
    }
    int reference = objects.open();
    AmfInput.Span span = input.enter();
    AmfValue value = body.read(this, header >>> 1);
    return objects.close(reference, value, input.leave(span));
  }

  private AmfValue xml(int length) {
    return new AmfValue.Xml(input.text(length));
  }

  private AmfValue array(int denseCount) {
    int count = input.count(denseCount, 1);
    LinkedHashMap<String, AmfValue> associative = new LinkedHashMap<>();
    for (String name = string(); !name.isEmpty(); name = string()) {
      associative.put(name, next());
    }
    List<AmfValue> dense = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dense.add(next());
    }
    if (associative.isEmpty()) {
      return new AmfValue.StrictArray(dense);
    }
    for (int i = 0; i < dense.size(); i++) {
      associative.put(Integer.toString(i), dense.get(i));
    }
    return new AmfValue.EcmaArray(associative);
  }

  private AmfValue object(int header) {
    Traits shape = traits(header);
    if (shape.externalizable) {
      if (!WRAPPERS.contains(shape.className)) {
        throw XliveException.malformed("AMF3 object of a class that writes itself");
      }
      return new AmfValue.StrictArray(List.of(next()));
    }
    LinkedHashMap<String, AmfValue> properties = new LinkedHashMap<>();
    for (String member : shape.members) {
      input.chargeString(member.length());
      properties.put(member, next());
    }
    if (shape.dynamic) {
      for (String name = string(); !name.isEmpty(); name = string()) {
        properties.put(name, next());
      }
    }
    input.chargeString(shape.className.length());
    return shape.className.isEmpty()
        ? new AmfValue.ObjectValue(properties)
        : new AmfValue.TypedObject(shape.className, properties);
  }

  private Traits traits(int header) {
    if ((header & 1) == 0) {
      int index = header >>> 1;
      if (index >= traits.size()) {
        throw XliveException.malformed("AMF3 reference to traits that are not there");
      }
      return traits.get(index);
    }
    boolean externalizable = (header & 2) != 0;
    boolean dynamic = (header & 4) != 0;
    int count = externalizable ? 0 : input.count(header >>> 3, 1);
    String className = string();
    List<String> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      input.chargeValues(1);
      members.add(string());
    }
    Traits shape = new Traits(className, externalizable, dynamic, List.copyOf(members));
    traits.add(shape);
    return shape;
  }

  private AmfValue vector(int count, int elementBytes, Element element) {
    input.u8(); // whether its length is fixed: of no use here
    int checked = input.count(count, elementBytes);
    input.chargeValues(checked);
    List<AmfValue> values = new ArrayList<>();
    for (int i = 0; i < checked; i++) {
      values.add(element.read());
    }
    return new AmfValue.StrictArray(values);
  }

  private AmfValue objectVector(int count) {
    input.u8();
    string(); // the class of its elements
    int checked = input.count(count, 1);
    List<AmfValue> values = new ArrayList<>();
    for (int i = 0; i < checked; i++) {
      values.add(next());
    }
    return new AmfValue.StrictArray(values);
  }

  /** A dictionary has keys of any type; text and numbers keep theirs, others are numbered. */
  private AmfValue dictionary(int count) {
    input.u8(); // whether keys are held weakly
    int checked = input.count(count, 2);
    LinkedHashMap<String, AmfValue> properties = new LinkedHashMap<>();
    for (int i = 0; i < checked; i++) {
      AmfValue key = next();
      String name =
          switch (key) {
            case AmfValue.Text(String value) -> value;
            case AmfValue.Number(double value) when value == Math.rint(value) ->
                Long.toString((long) value);
            default -> "#" + i;
          };
      properties.put(name, next());
    }
    return new AmfValue.EcmaArray(properties);
  }

  /** A string or a reference to an earlier one; the empty string has no index. */
  private String string() {
    int header = u29();
    if ((header & 1) == 0) {
      int index = header >>> 1;
      if (index >= strings.size()) {
        throw XliveException.malformed("AMF3 reference to a string that is not there");
      }
      String known = strings.get(index);
      input.chargeString(known.length());
      return known;
    }
    String text = input.text(header >>> 1);
    if (!text.isEmpty()) {
      strings.add(text);
    }
    return text;
  }

  /** An integer of 29 bits in one to four bytes (section 1.3.1). */
  private int u29() {
    int value = 0;
    for (int i = 0; i < 3; i++) {
      int next = input.u8();
      value = value << 7 | (next & 0x7F);
      if (next < 0x80) {
        return value;
      }
    }
    return value << 8 | input.u8();
  }

  private static AmfValue number(double value) {
    return new AmfValue.Number(value);
  }

  /** The rest of a value after its header. */
  private interface Body {
    AmfValue read(Amf3Reader reader, int header);
  }

  /** One element of a vector. */
  private interface Element {
    AmfValue read();
  }

  /** The shape that objects of one class share. */
  private record Traits(
      String className, boolean externalizable, boolean dynamic, List<String> members) {}
}
