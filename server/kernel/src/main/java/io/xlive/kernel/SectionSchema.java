package io.xlive.kernel;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of a record, in their order.
 *
 * @param type the record
 * @param keys one for each component
 */
record SectionSchema(Class<? extends Record> type, List<KeySpec> keys) {
  /**
   * Reads a record type.
   *
   * @throws IllegalArgumentException when a component has no annotation or a type that a
   *     configuration cannot have
   */
  static SectionSchema of(Class<? extends Record> type) {
    List<KeySpec> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(KeySpec.of(component));
    }
    return new SectionSchema(type, List.copyOf(keys));
  }

  /** All full keys below a prefix that hold a value. */
  Set<String> leaves(String prefix) {
    Set<String> leaves = new LinkedHashSet<>();
    for (KeySpec key : keys) {
      String full = prefix + "." + key.name();
      if (key.type() instanceof KeyType.Nested nested) {
        leaves.addAll(nested.section().leaves(full));
      } else {
        leaves.add(full);
      }
    }
    return leaves;
  }

  /**
   * Makes the record.
   *
   * @throws RuntimeException what its constructor throws
   */
  Record create(Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true); // records of a plugin need not be public
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalArgumentException("cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot be made", e);
    }
  }

  /** The value of a component of a bound record. */
  Object value(Record bound, int index) {
    RecordComponent component = type.getRecordComponents()[index];
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(bound);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "cannot read " + type.getName() + "." + component.getName(), e);
    }
  }
}
