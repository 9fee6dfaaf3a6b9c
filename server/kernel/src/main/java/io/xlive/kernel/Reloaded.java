package io.xlive.kernel;

import java.util.List;

/**
 * What reading the configuration again has changed.
 *
 * @param keys the changed keys that are in force now, sorted
 * @param sections those whose keys come into force like that, as prefixes of keys
 */
public record Reloaded(List<String> keys, List<String> sections) {
  public Reloaded {
    keys = List.copyOf(keys);
    sections = List.copyOf(sections);
  }
}
