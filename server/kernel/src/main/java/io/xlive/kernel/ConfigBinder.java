package io.xlive.kernel;

import io.xlive.spi.XliveException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes records of sections out of a source, gathering every problem before it complains. For one
 * binding only.
 */
final class ConfigBinder {
  private final ConfigSource source;
  private final List<ConfigProblem> problems;
  private final ValueBinder values;
  private final Map<String, Record> bound = new LinkedHashMap<>();
  private final List<EffectiveKey> effective = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> usedVariables = new HashSet<>();
  private final Set<String> usedKeys = new HashSet<>();

  ConfigBinder(ConfigSource source) {
    this.source = source;
    this.problems = new ArrayList<>(source.problems());
    this.values = new ValueBinder(source.home(), problems);
  }

  /** Binds everything; what the file or the environment has beyond the sections is a problem. */
  static ConfigTree bindAll(ConfigSource source, Collection<ConfigSection> sections) {
    ConfigBinder binder = new ConfigBinder(source);
    sections.forEach(binder::bind);
    binder.refuseUnknown();
    return binder.finish(sections);
  }

  /** Binds some sections and leaves the rest alone. */
  static ConfigTree bindSome(ConfigSource source, Collection<ConfigSection> sections) {
    ConfigBinder binder = new ConfigBinder(source);
    sections.forEach(binder::bind);
    return binder.finish(sections);
  }

  private ConfigTree finish(Collection<ConfigSection> sections) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ConfigTree(source, List.copyOf(sections), bound, effective);
  }

  private void bind(ConfigSection section) {
    SectionSchema schema = SectionSchema.of(section.type());
    record(schema, section.prefix()).ifPresent(made -> bound.put(section.prefix(), made));
  }

  private Optional<Record> record(SectionSchema schema, String prefix) {
    List<Object> parts = new ArrayList<>();
    ConfigPlace where = ConfigPlace.DEFAULT;
    for (KeySpec key : schema.keys()) {
      String full = prefix + "." + key.name();
      if (key.type() instanceof KeyType.Nested nested) {
        record(nested.section(), full).ifPresent(parts::add);
        continue;
      }
      known.add(full);
      Optional<ConfigNode> given = find(full, key);
      if (given.isPresent()) {
        where = where.source() == ConfigPlace.Source.DEFAULT ? given.get().place() : where;
      }
      Optional<Object> value = values.bind(key, full, given);
      value.ifPresent(parts::add);
      value.ifPresent(v -> effective.add(effective(key, full, v, given)));
    }
    if (parts.size() < schema.keys().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(schema.create(parts.toArray()));
    } catch (IllegalArgumentException | XliveException e) {
      problems.add(ConfigProblem.of(where, prefix, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static EffectiveKey effective(
      KeySpec key, String full, Object value, Optional<ConfigNode> given) {
    String from = given.map(ConfigNode::place).orElse(ConfigPlace.DEFAULT).text();
    boolean masked = ValueBinder.secret(key);
    String text = ValueBinder.render(key.type(), value);
    return new EffectiveKey(
        full,
        masked && !text.isEmpty() && !text.equals("[]") ? "***" : text,
        from.equals("environment") ? from + ": " + KeySpec.variable(full) : from,
        masked,
        key.declared().reloadable(),
        key.declared().doc());
  }

  /** The environment's value, else the file's; under the key's own name or an alias. */
  private Optional<ConfigNode> find(String key, KeySpec spec) {
    List<String> names = new ArrayList<>(List.of(key));
    source.aliases().entrySet().stream()
        .filter(alias -> alias.getValue().equals(key))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(names::add);
    Optional<ConfigNode> found = Optional.empty();
    Optional<String> foundAs = Optional.empty();
    for (String name : names) {
      String variable = KeySpec.variable(name);
      Optional<String> text = Optional.ofNullable(source.environment().get(variable));
      if (text.isPresent() && usedVariables.add(variable)) {
        found = once(key, variable, found, foundAs, values.ofText(spec, variable, text.get()));
        foundAs = Optional.of(variable);
      }
    }
    boolean fromEnvironment = found.isPresent();
    for (String name : names) {
      Optional<ConfigNode.Entry> entry = Optional.ofNullable(source.flat().entries().get(name));
      if (entry.isPresent()) {
        usedKeys.add(name);
        ConfigNode value = entry.get().value();
        if (!fromEnvironment && !(value instanceof ConfigNode.Absent)) {
          found = once(key, name, found, foundAs, Optional.of(value));
          foundAs = Optional.of(name);
        }
      }
    }
    return found;
  }

  private Optional<ConfigNode> once(
      String key,
      String name,
      Optional<ConfigNode> before,
      Optional<String> as,
      Optional<ConfigNode> now) {
    if (before.isPresent() && now.isPresent()) {
      String reason = "is another name of " + as.orElse(key) + ", which is set too";
      problems.add(ConfigProblem.of(now.get().place(), name, reason));
      return before;
    }
    return now.isPresent() ? now : before;
  }

  private void refuseUnknown() {
    Set<String> names = new LinkedHashSet<>(known);
    names.addAll(source.aliases().keySet());
    source
        .flat()
        .entries()
        .forEach(
            (key, entry) -> {
              if (!usedKeys.contains(key)) {
                unknown(key, entry, names).ifPresent(problems::add);
              }
            });
    Set<String> variables = new LinkedHashSet<>();
    names.forEach(name -> variables.add(KeySpec.variable(name)));
    source.environment().keySet().stream()
        .filter(
            variable -> !usedVariables.contains(variable) && !ForeignVariables.expected(variable))
        .map(
            variable ->
                new ConfigProblem(
                    "environment",
                    variable,
                    "unknown key",
                    Suggestions.nearest(variable, variables)))
        .forEach(problems::add);
  }

  private Optional<ConfigProblem> unknown(String key, ConfigNode.Entry entry, Set<String> names) {
    if (entry.value() instanceof ConfigNode.Absent) {
      return Optional.empty(); // a headline whose keys are all commented out
    }
    Optional<String> below = names.stream().filter(name -> name.startsWith(key + ".")).findFirst();
    if (below.isPresent()) {
      return Optional.of(
          ConfigProblem.of(entry.place(), key, "takes keys below it, such as " + below.get()));
    }
    Optional<String> above = names.stream().filter(name -> key.startsWith(name + ".")).findFirst();
    if (above.isPresent()) {
      return Optional.of(
          ConfigProblem.of(entry.place(), key, above.get() + " takes a value, not keys below it"));
    }
    return Optional.of(
        new ConfigProblem(
            entry.place().text(), key, "unknown key", Suggestions.nearest(key, names)));
  }
}
