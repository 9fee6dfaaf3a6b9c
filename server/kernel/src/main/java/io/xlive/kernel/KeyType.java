package io.xlive.kernel;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** The shape of a key's value. */
sealed interface KeyType {
  /** One value; {@code optional} makes its absence legal. */
  record One(ScalarType scalar, boolean optional) implements KeyType {}

  /** A list of values. */
  record Many(ScalarType scalar) implements KeyType {}

  /** A list of records, each a small section. */
  record Records(SectionSchema item) implements KeyType {}

  /** A section below this one. */
  record Nested(SectionSchema section) implements KeyType {}

  /**
   * Of a component.
   *
   * @throws IllegalArgumentException for a type that a configuration cannot have
   */
  static KeyType of(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      Class<?> inner = argument(component);
      if (ScalarType.handles(inner)) {
        return new One(new ScalarType(inner), true);
      }
    } else if (type == List.class) {
      Class<?> inner = argument(component);
      if (ScalarType.handles(inner)) {
        return new Many(new ScalarType(inner));
      }
      if (inner.isRecord()) {
        return new Records(SectionSchema.of(inner.asSubclass(Record.class)));
      }
    } else if (ScalarType.handles(type)) {
      return new One(new ScalarType(type), false);
    } else if (type.isRecord()) {
      return new Nested(SectionSchema.of(type.asSubclass(Record.class)));
    }
    throw new IllegalArgumentException(
        "a configuration cannot hold a "
            + component.getGenericType().getTypeName()
            + ": "
            + component.getDeclaringRecord().getName()
            + "."
            + component.getName());
  }

  private static Class<?> argument(RecordComponent component) {
    Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return argument instanceof Class<?> type ? type : Object.class;
  }
}
