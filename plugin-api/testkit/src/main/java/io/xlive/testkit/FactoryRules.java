package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.ExtensionFactory;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@link PluginConformance} asks of factories and configuration records. */
final class FactoryRules {
  private FactoryRules() {}

  static void names(List<? extends ExtensionFactory<?, ?>> factories) {
    List<String> names = factories.stream().map(f -> (String) f.name()).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(name)
                    .as("lower-case words joined by hyphens")
                    .matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  static void configuration(Class<? extends Record> type, Map<String, String> changes) {
    assertThat(type.isRecord()).as("%s is a record", type).isTrue();
    assertThat((Object) ConfigDefaults.of(type, changes)).isNotNull();
    components(type);
  }

  private static void components(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = type.getSimpleName() + "." + component.getName();
      ConfigKey key = component.getAnnotation(ConfigKey.class);
      assertThat(key).as("%s has @ConfigKey", name).isNotNull();
      assertThat(key.doc()).as("%s says what it does, in one line", name).isNotBlank();
      assertThat(key.doc()).as(name).doesNotContain("\n");
      Class<?> of = component.getType();
      if (of.isRecord() && of != ByteSize.class) {
        components(of);
      } else {
        bounds(name, of, key);
      }
    }
  }

  private static void bounds(String name, Class<?> type, ConfigKey key) {
    if (!measurable(type)) {
      return;
    }
    long value = measure(type, key.def());
    if (!key.min().isEmpty()) {
      assertThat(value).as("default of %s", name).isGreaterThanOrEqualTo(measure(type, key.min()));
    }
    if (!key.max().isEmpty()) {
      assertThat(value).as("default of %s", name).isLessThanOrEqualTo(measure(type, key.max()));
    }
  }

  private static boolean measurable(Class<?> type) {
    return type == int.class
        || type == long.class
        || type == Duration.class
        || type == ByteSize.class;
  }

  private static long measure(Class<?> type, String text) {
    Object value = ConfigDefaults.scalar(type, text);
    return switch (value) {
      case Duration duration -> duration.toMillis();
      case ByteSize size -> size.bytes();
      case Number number -> number.longValue();
      default -> throw new IllegalArgumentException("not measurable: " + type);
    };
  }
}
