package io.xlive.kernel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping with its nested keys joined by dots, so that {@code rtmp.port: 1} and {@code rtmp:
 * {port: 1}} are the same.
 */
final class FlatConfig {
  private final Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();

  private FlatConfig() {}

  static FlatConfig empty() {
    return new FlatConfig();
  }

  /** Flattens; a key that is there twice is a problem, and the first one counts. */
  static FlatConfig of(ConfigNode.Mapping mapping, String prefix, List<ConfigProblem> problems) {
    FlatConfig flat = new FlatConfig();
    flat.add(mapping, prefix, problems);
    return flat;
  }

  private void add(ConfigNode.Mapping mapping, String prefix, List<ConfigProblem> problems) {
    Map<String, ConfigPlace> seen = new HashMap<>();
    for (ConfigNode.Entry entry : mapping.entries()) {
      String key = prefix.isEmpty() ? entry.key() : prefix + "." + entry.key();
      ConfigPlace twice = seen.putIfAbsent(entry.key(), entry.place());
      if (twice == null && entry.value() instanceof ConfigNode.Mapping nested) {
        add(nested, key, problems);
      } else if (twice == null) {
        ConfigNode.Entry before =
            entries.putIfAbsent(key, new ConfigNode.Entry(key, entry.place(), entry.value()));
        twice = before == null ? null : before.place();
      }
      if (twice != null) {
        problems.add(
            ConfigProblem.of(entry.place(), key, "stands twice, first at " + twice.text()));
      }
    }
  }

  Map<String, ConfigNode.Entry> entries() {
    return entries;
  }
}
