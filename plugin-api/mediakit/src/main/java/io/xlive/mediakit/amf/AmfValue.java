package io.xlive.mediakit.amf;

import io.xlive.spi.media.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * A value of Action Message Format, AMF0 (Adobe, 2007) or AMF3 (Adobe, 2013). Immutable and finite:
 * a reference is replaced by what it refers to, and one that would close a circle is refused by the
 * readers.
 */
public sealed interface AmfValue {
  /** The shared null. */
  Null NULL = new Null();

  /** The shared undefined. */
  Undefined UNDEFINED = new Undefined();

  /** A number; integers of AMF3 too. */
  record Number(double value) implements AmfValue {}

  /** True or false. */
  record Bool(boolean value) implements AmfValue {}

  /** A string, short or long. */
  record Text(String value) implements AmfValue {}

  /** Nothing. */
  record Null() implements AmfValue {}

  /** Not even nothing; also the "unsupported" marker of AMF0. */
  record Undefined() implements AmfValue {}

  /** A value with named properties, in the order of the wire. */
  sealed interface Keyed extends AmfValue {
    /** The properties; unmodifiable. */
    SequencedMap<String, AmfValue> properties();

    /** A property by name, letter case included. */
    default Optional<AmfValue> property(String name) {
      return Optional.ofNullable(properties().get(name));
    }

    /** A property that is a string. */
    default Optional<String> text(String name) {
      return properties().get(name) instanceof Text(String value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** A property that is a number. */
    default OptionalDouble number(String name) {
      return properties().get(name) instanceof Number(double value)
          ? OptionalDouble.of(value)
          : OptionalDouble.empty();
    }

    /** A property with properties of its own. */
    default Optional<Keyed> keyed(String name) {
      return properties().get(name) instanceof Keyed keyed ? Optional.of(keyed) : Optional.empty();
    }
  }

  /** An anonymous object. */
  record ObjectValue(SequencedMap<String, AmfValue> properties) implements Keyed {
    public ObjectValue {
      properties = frozen(properties);
    }

    /** Starts an empty one. */
    public static Builder builder() {
      return new Builder();
    }
  }

  /** Gathers properties in order. */
  final class Builder {
    private final LinkedHashMap<String, AmfValue> properties = new LinkedHashMap<>();

    private Builder() {}

    /** Sets a property. */
    public Builder put(String name, AmfValue value) {
      properties.put(name, value);
      return this;
    }

    /** Sets a string. */
    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    /** Sets a number. */
    public Builder put(String name, double value) {
      return put(name, of(value));
    }

    /** Sets a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    /** As an anonymous object. */
    public ObjectValue object() {
      return new ObjectValue(properties);
    }

    /** As an associative array, as metadata is written. */
    public EcmaArray array() {
      return new EcmaArray(properties);
    }
  }

  /** An associative array; the associative part and the dense part of an AMF3 array together. */
  record EcmaArray(SequencedMap<String, AmfValue> properties) implements Keyed {
    public EcmaArray {
      properties = frozen(properties);
    }
  }

  /** An object of a named class, kept as a plain map: no class is ever looked up. */
  record TypedObject(String className, SequencedMap<String, AmfValue> properties) implements Keyed {
    public TypedObject {
      properties = frozen(properties);
    }
  }

  /** A dense array; vectors of AMF3 too. */
  record StrictArray(List<AmfValue> values) implements AmfValue {
    public StrictArray {
      values = List.copyOf(values);
    }
  }

  /**
   * A point in time.
   *
   * @param millis milliseconds since 1970-01-01 UTC
   * @param zoneMinutes the time zone of AMF0, which readers are to ignore; 0 for AMF3
   */
  record Date(double millis, int zoneMinutes) implements AmfValue {}

  /** An XML document, never parsed. */
  record Xml(String document) implements AmfValue {}

  /** A byte array of AMF3. */
  record Binary(Bytes content) implements AmfValue {}

  /** A number. */
  static AmfValue of(double value) {
    return new Number(value);
  }

  /** A string. */
  static AmfValue of(String value) {
    return new Text(value);
  }

  /** A boolean. */
  static AmfValue of(boolean value) {
    return new Bool(value);
  }

  private static SequencedMap<String, AmfValue> frozen(SequencedMap<String, AmfValue> properties) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
  }
}
