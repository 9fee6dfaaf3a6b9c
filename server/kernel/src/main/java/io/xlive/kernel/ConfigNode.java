package io.xlive.kernel;

import java.util.List;

/** A parsed piece of configuration, whatever it came from. */
sealed interface ConfigNode {
  ConfigPlace place();

  /** A single value, not yet interpreted. */
  record Scalar(String text, ConfigPlace place) implements ConfigNode {}

  /** A key without a value: sets nothing. */
  record Absent(ConfigPlace place) implements ConfigNode {}

  /** A list. */
  record Sequence(List<ConfigNode> items, ConfigPlace place) implements ConfigNode {}

  /** Keys with values, duplicates included. */
  record Mapping(List<Entry> entries, ConfigPlace place) implements ConfigNode {}

  /** One key of a mapping; the place is that of the key. */
  record Entry(String key, ConfigPlace place, ConfigNode value) {}
}
