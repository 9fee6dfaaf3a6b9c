package io.xlive.kernel;

import io.xlive.spi.ConfigKey;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * What a record component declares.
 *
 * @param name the key's last part, in kebab case
 * @param type its shape
 * @param declared the annotation
 */
record KeySpec(String name, KeyType type, ConfigKey declared) {
  static KeySpec of(RecordComponent component) {
    ConfigKey declared = component.getAnnotation(ConfigKey.class);
    if (declared == null) {
      throw new IllegalArgumentException(
          "no @ConfigKey on "
              + component.getDeclaringRecord().getName()
              + "."
              + component.getName());
    }
    return new KeySpec(kebab(component.getName()), KeyType.of(component), declared);
  }

  /** Whether nothing stands in for a value that is not given. */
  boolean required() {
    return declared.def().isEmpty()
        && type instanceof KeyType.One one
        && !one.optional()
        && one.scalar().type() != String.class;
  }

  static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The variable that sets a key. */
  static String variable(String key) {
    return "XLIVE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
