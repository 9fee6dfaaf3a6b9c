package io.xlive.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
}
