package io.xlive.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration in force. Immutable. */
public final class ConfigTree {
  private final ConfigSource source;
  private final List<ConfigSection> sections;
  private final Map<String, Record> bound;
  private final List<EffectiveKey> effective;

  ConfigTree(
      ConfigSource source,
      List<ConfigSection> sections,
      Map<String, Record> bound,
      List<EffectiveKey> effective) {
    this.source = source;
    this.sections = sections;
    this.bound = Map.copyOf(bound);
    this.effective = List.copyOf(effective);
  }

  /**
   * A section's record.
   *
   * @throws IllegalArgumentException when no such section was registered with this type
   */
  public <R extends Record> R section(String prefix, Class<R> type) {
    Record record = bound.get(prefix);
    if (!type.isInstance(record)) {
      throw new IllegalArgumentException("no section " + prefix + " of " + type.getName());
    }
    return type.cast(record);
  }

  /** All sections, in the order of their registration. */
  public List<ConfigSection> sections() {
    return sections;
  }

  /** Every key with its value and where it came from; secrets are masked. */
  public List<EffectiveKey> effective() {
    return effective;
  }

  /** The file that was read; empty when there was none. */
  public Optional<Path> file() {
    return source.file();
  }

  /** Whether the operator set any key of a section. */
  public boolean named(String prefix) {
    return effective.stream()
        .anyMatch(
            key ->
                key.key().startsWith(prefix + ".")
                    && !key.source().equals(ConfigPlace.DEFAULT.text()));
  }

  /** This one with some sections of a later one, whose source counts from now on. */
  ConfigTree with(ConfigTree later, List<ConfigSection> taken) {
    Map<String, Record> records = new HashMap<>(bound);
    List<ConfigSection> all = new ArrayList<>(sections);
    List<EffectiveKey> keys = new ArrayList<>(effective);
    for (ConfigSection section : taken) {
      String below = section.prefix() + ".";
      records.put(section.prefix(), later.record(section.prefix()));
      all.removeIf(former -> former.prefix().equals(section.prefix()));
      all.add(section);
      keys.removeIf(key -> key.key().startsWith(below));
      later.effective.stream().filter(key -> key.key().startsWith(below)).forEach(keys::add);
    }
    return new ConfigTree(later.source, List.copyOf(all), records, keys);
  }

  Record record(String prefix) {
    return section(prefix, Record.class);
  }

  ConfigSource source() {
    return source;
  }
}
