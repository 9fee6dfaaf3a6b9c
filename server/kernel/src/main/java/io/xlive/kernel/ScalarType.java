package io.xlive.kernel;

import io.xlive.spi.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A component type that is one value in the file.
 *
 * @param type one of the types that {@link io.xlive.spi.ConfigKey} lists
 */
record ScalarType(Class<?> type) {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          boolean.class,
          Boolean.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          String.class,
          Duration.class,
          ByteSize.class,
          Path.class);

  static boolean handles(Class<?> type) {
    return PLAIN.contains(type) || type.isEnum();
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a clause such as {@code is not a whole number}
   */
  Object parse(String text, Path home) {
    if (type == String.class) {
      return text;
    }
    String word = text.strip();
    if (type == boolean.class || type == Boolean.class) {
      if (word.equals("true") || word.equals("false")) {
        return Boolean.valueOf(word);
      }
      throw new IllegalArgumentException("is not true or false");
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return number(word);
    }
    if (type == Duration.class) {
      return DurationText.parse(word);
    }
    if (type == ByteSize.class) {
      try {
        return ByteSize.parse(word);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException("is not a size such as 512, 64KiB, 4MiB", e);
      }
    }
    if (type == Path.class) {
      if (word.isEmpty() || word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("is not a path");
      }
      return home.resolve(word).normalize();
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is not one of " + choices()));
  }

  private Object number(String word) {
    try {
      if (type == int.class || type == Integer.class) {
        return Integer.valueOf(word);
      }
      return Long.valueOf(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          word.matches("[+-]?\\d+") ? "is too large a number" : "is not a whole number", e);
    }
  }

  /** Less, equal or more, for the types that have ranges. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // both are of the same type
  int compare(Object left, Object right) {
    return switch (left) {
      case ByteSize size -> Long.compare(size.bytes(), ((ByteSize) right).bytes());
      case Comparable comparable -> comparable.compareTo(right);
      default -> 0;
    };
  }

  /** As it would stand in the file. */
  String render(Object value) {
    return switch (value) {
      case Duration duration -> DurationText.render(duration);
      case Enum<?> constant -> name(constant);
      default -> value.toString();
    };
  }

  /** What an operator is told that goes here. */
  String describe() {
    if (type.isEnum()) {
      return choices();
    }
    return switch (type.getSimpleName()) {
      case "boolean", "Boolean" -> "true | false";
      case "int", "Integer", "long", "Long" -> "number";
      case "Duration" -> "duration";
      case "ByteSize" -> "size";
      case "Path" -> "path";
      default -> "text";
    };
  }

  private String choices() {
    return Arrays.stream(type.getEnumConstants())
        .map(ScalarType::name)
        .collect(Collectors.joining(" | "));
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
