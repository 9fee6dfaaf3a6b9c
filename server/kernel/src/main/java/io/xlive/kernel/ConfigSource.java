package io.xlive.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A configuration that was read but not yet bound to records: sections of plugins become known only
 * after the plugins were loaded.
 *
 * @param file where it was read from; empty when there is no file
 * @param home against which relative paths are resolved
 * @param flat the file's keys
 * @param environment the {@code XLIVE_*} variables
 * @param aliases other names of keys, alias to key
 * @param problems what was wrong so far
 */
record ConfigSource(
    Optional<Path> file,
    Path home,
    FlatConfig flat,
    Map<String, String> environment,
    Map<String, String> aliases,
    List<ConfigProblem> problems) {
  ConfigSource {
    environment = new TreeMap<>(environment);
    aliases = Map.copyOf(aliases);
    problems = List.copyOf(problems);
  }

  /** The keys of the file, sorted, that {@code later} has with another value, or only one has. */
  List<String> changedKeys(ConfigSource later) {
    Map<String, String> before = texts();
    Map<String, String> after = later.texts();
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream().filter(key -> !Objects.equals(before.get(key), after.get(key))).toList();
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    flat.entries().forEach((key, entry) -> texts.put(key, text(entry.value())));
    return texts;
  }

  private static String text(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Scalar scalar -> "=" + scalar.text();
      case ConfigNode.Absent _ -> "";
      case ConfigNode.Sequence sequence ->
          sequence.items().stream().map(ConfigSource::text).toList().toString();
      case ConfigNode.Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> entry.key() + text(entry.value()))
              .toList()
              .toString();
    };
  }
}
