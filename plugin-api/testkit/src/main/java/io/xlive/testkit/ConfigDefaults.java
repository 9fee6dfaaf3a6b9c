package io.xlive.testkit;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a configuration record from the defaults that its {@link ConfigKey}s declare, without the
 * server's configuration machinery. Nested sections and lists come out as an empty file would give
 * them.
 */
public final class ConfigDefaults {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

  private ConfigDefaults() {}

  /**
   * Every key at its default.
   *
   * @throws IllegalArgumentException when a component has no annotation, a default that does not
   *     fit, or a type that cannot be configured
   */
  public static <C extends Record> C of(Class<C> type) {
    return of(type, Map.of());
  }

  /**
   * The defaults, but for some keys.
   *
   * @param changes by key below the section, in kebab case, as in {@code chunk-size} or {@code
   *     tls.port}; values as they would stand in the file
   * @throws IllegalArgumentException also for a key that there is not
   */
  public static <C extends Record> C of(Class<C> type, Map<String, String> changes) {
    Map<String, String> left = new HashMap<>(changes);
    C made = record(type, "", left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no key " + left.keySet());
    }
    return made;
  }

  /** The key of a component: {@code chunkSize} is {@code chunk-size}. */
  public static String key(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static <C extends Record> C record(
      Class<C> type, String prefix, Map<String, String> changes) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      values[i] = value(type, component, prefix + key(component.getName()), changes);
    }
    try {
      Constructor<C> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " refuses its own defaults: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " cannot be made: " + e, e);
    }
  }

  private static Object value(
      Class<?> owner, RecordComponent component, String key, Map<String, String> changes) {
    ConfigKey declared = component.getAnnotation(ConfigKey.class);
    if (declared == null) {
      throw new IllegalArgumentException(
          owner.getSimpleName() + "." + component.getName() + " has no @ConfigKey");
    }
    Class<?> type = component.getType();
    if (type.isRecord() && type != ByteSize.class) {
      return record(type.asSubclass(Record.class), key + ".", changes);
    }
    String text = changes.containsKey(key) ? changes.remove(key) : declared.def();
    try {
      if (type == Optional.class) {
        return text.isEmpty()
            ? Optional.empty()
            : Optional.of(scalar(argument(component), text.trim()));
      }
      if (type == List.class) {
        return list(argument(component), text);
      }
      return scalar(type, text.trim());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          owner.getSimpleName() + ": " + key + ": " + e.getMessage(), e);
    }
  }

  private static List<Object> list(Class<?> of, String text) {
    List<Object> values = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      if (!entry.isBlank()) {
        values.add(scalar(of, entry.trim()));
      }
    }
    return List.copyOf(values);
  }

  private static Class<?> argument(RecordComponent component) {
    Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    if (argument instanceof Class<?> type) {
      return type;
    }
    throw new IllegalArgumentException("a type that cannot be configured: " + argument);
  }

  static Object scalar(Class<?> type, String text) {
    if (type == boolean.class || type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("not true or false: '" + text + "'");
      }
      return Boolean.valueOf(text);
    } else if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    } else if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    } else if (type == String.class) {
      return text;
    } else if (type == Duration.class) {
      return duration(text);
    } else if (type == ByteSize.class) {
      return ByteSize.parse(text);
    } else if (type == Path.class) {
      return Path.of(text);
    } else if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalArgumentException("a type that cannot be configured: " + type.getName());
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> key(((Enum<?>) c).name()).replace('_', '-').equals(text.replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("not one of " + type.getSimpleName() + ": " + text));
  }

  private static Duration duration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a duration such as 200ms, 2s, 5m, 1h: '" + text + "'");
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
