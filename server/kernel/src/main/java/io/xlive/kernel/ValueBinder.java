package io.xlive.kernel;

import io.xlive.spi.ConfigKey;
import io.xlive.spi.XliveException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns nodes into values of a key's type and checks their range; what is wrong goes to the
 * problems.
 */
final class ValueBinder {
  private final Path home;
  private final List<ConfigProblem> problems;

  ValueBinder(Path home, List<ConfigProblem> problems) {
    this.home = home;
    this.problems = problems;
  }

  /** The value that is given, or the default; empty after a problem. */
  Optional<Object> bind(KeySpec key, String full, Optional<ConfigNode> given) {
    if (given.isPresent()) {
      return bind(key, full, given.get());
    }
    String text = key.declared().def();
    if (!text.isEmpty()) {
      return ofText(key, full, text, ConfigPlace.DEFAULT).flatMap(node -> bind(key, full, node));
    }
    return switch (key.type()) {
      case KeyType.One one when one.optional() -> Optional.of(Optional.empty());
      case KeyType.One one when one.scalar().type() == String.class -> Optional.of("");
      case KeyType.Many _, KeyType.Records _ -> Optional.of(List.of());
      case KeyType.One _, KeyType.Nested _ -> {
        problems.add(ConfigProblem.of(ConfigPlace.DEFAULT, full, "has to be set"));
        yield Optional.empty();
      }
    };
  }

  /**
   * A variable's text as a node: lists of values are comma-separated, lists of records are YAML.
   */
  Optional<ConfigNode> ofText(KeySpec key, String variable, String text) {
    return ofText(key, variable, text, ConfigPlace.environment());
  }

  private Optional<ConfigNode> ofText(KeySpec key, String name, String text, ConfigPlace place) {
    return switch (key.type()) {
      case KeyType.Records _ ->
          text.isBlank()
              ? Optional.of(new ConfigNode.Sequence(List.of(), place))
              : YamlReader.value(name, text, place, problems);
      case KeyType.Many _ -> Optional.of(commaSeparated(text, place));
      case KeyType.One one when one.optional() && text.isEmpty() -> Optional.empty();
      case KeyType.One _, KeyType.Nested _ -> Optional.of(new ConfigNode.Scalar(text, place));
    };
  }

  private static ConfigNode commaSeparated(String text, ConfigPlace place) {
    List<ConfigNode> items = new ArrayList<>();
    if (!text.isBlank()) {
      for (String item : text.split(",", -1)) {
        items.add(new ConfigNode.Scalar(item.strip(), place));
      }
    }
    return new ConfigNode.Sequence(items, place);
  }

  private Optional<Object> bind(KeySpec key, String full, ConfigNode node) {
    return switch (key.type()) {
      case KeyType.One one -> {
        Optional<Object> value = one(key, one.scalar(), full, node);
        yield one.optional() ? value.map(Optional::of) : value;
      }
      case KeyType.Many many -> all(node, item -> one(key, many.scalar(), full, item));
      case KeyType.Records records -> all(node, item -> item(records.item(), full, item));
      case KeyType.Nested _ -> Optional.empty();
    };
  }

  private Optional<Object> all(
      ConfigNode node, java.util.function.Function<ConfigNode, Optional<Object>> each) {
    List<ConfigNode> items =
        switch (node) {
          case ConfigNode.Sequence sequence -> sequence.items();
          case ConfigNode.Scalar scalar ->
              ((ConfigNode.Sequence) commaSeparated(scalar.text(), scalar.place())).items();
          case ConfigNode.Absent _ -> List.of();
          case ConfigNode.Mapping mapping -> List.of(mapping);
        };
    List<Object> values = new ArrayList<>();
    items.forEach(item -> each.apply(item).ifPresent(values::add));
    return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private Optional<Object> one(KeySpec key, ScalarType scalar, String full, ConfigNode node) {
    if (!(node instanceof ConfigNode.Scalar given)) {
      problems.add(
          ConfigProblem.of(node.place(), full, "takes one value, not a list or keys below it"));
      return Optional.empty();
    }
    ConfigKey declared = key.declared();
    try {
      Object value = scalar.parse(given.text(), home);
      if (!declared.min().isEmpty()
          && scalar.compare(value, scalar.parse(declared.min(), home)) < 0) {
        return refuse(key, full, given, "is below the least, " + declared.min());
      }
      if (!declared.max().isEmpty()
          && scalar.compare(value, scalar.parse(declared.max(), home)) > 0) {
        return refuse(key, full, given, "is above the most, " + declared.max());
      }
      return Optional.of(value);
    } catch (IllegalArgumentException e) {
      return refuse(key, full, given, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Object> refuse(
      KeySpec key, String full, ConfigNode.Scalar given, String reason) {
    String shown =
        given.text().length() > 64 ? given.text().substring(0, 64) + "..." : given.text();
    String value = key.declared().secret() ? "the value" : "'" + shown + "'";
    String name =
        given.place().source() == ConfigPlace.Source.ENVIRONMENT ? KeySpec.variable(full) : full;
    problems.add(ConfigProblem.of(given.place(), name, value + " " + reason));
    return Optional.empty();
  }

  private Optional<Object> item(SectionSchema schema, String full, ConfigNode node) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      problems.add(ConfigProblem.of(node.place(), full, "takes a list of keys with values"));
      return Optional.empty();
    }
    int before = problems.size();
    FlatConfig flat = FlatConfig.of(mapping, full, problems);
    Set<String> leaves = new TreeSet<>(schema.leaves(full));
    flat.entries()
        .forEach(
            (key, entry) -> {
              if (!leaves.contains(key)) {
                problems.add(
                    new ConfigProblem(
                        entry.place().text(),
                        key,
                        "unknown key",
                        Suggestions.nearest(key, leaves)));
              }
            });
    Optional<Record> made = item(schema, full, flat, mapping.place());
    return problems.size() == before ? made.map(record -> record) : Optional.empty();
  }

  private Optional<Record> item(
      SectionSchema schema, String prefix, FlatConfig flat, ConfigPlace place) {
    List<Object> parts = new ArrayList<>();
    for (KeySpec key : schema.keys()) {
      String full = prefix + "." + key.name();
      if (key.type() instanceof KeyType.Nested nested) {
        item(nested.section(), full, flat, place).ifPresent(parts::add);
        continue;
      }
      Optional<ConfigNode> given =
          Optional.ofNullable(flat.entries().get(full))
              .map(ConfigNode.Entry::value)
              .filter(value -> !(value instanceof ConfigNode.Absent));
      if (given.isEmpty() && key.required()) {
        problems.add(ConfigProblem.of(place, full, "has to be set"));
      } else {
        bind(key, full, given).ifPresent(parts::add);
      }
    }
    if (parts.size() < schema.keys().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(schema.create(parts.toArray()));
    } catch (IllegalArgumentException | XliveException e) {
      problems.add(ConfigProblem.of(place, prefix, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Whether the key, or for a list of records all that it holds, is masked as a whole. */
  static boolean secret(KeySpec key) {
    return key.declared().secret();
  }

  /** A bound value as it would stand in the file; secrets inside of records masked. */
  static String render(KeyType type, Object value) {
    return switch (type) {
      case KeyType.One one ->
          one.optional()
              ? ((Optional<?>) value).map(one.scalar()::render).orElse("")
              : one.scalar().render(value);
      case KeyType.Many many ->
          ((List<?>) value)
              .stream().map(many.scalar()::render).collect(Collectors.joining(", ", "[", "]"));
      case KeyType.Records records ->
          ((List<?>) value)
              .stream()
                  .map(item -> render(records.item(), (Record) item))
                  .collect(Collectors.joining(", ", "[", "]"));
      case KeyType.Nested nested -> render(nested.section(), (Record) value);
    };
  }

  private static String render(SectionSchema schema, Record record) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < schema.keys().size(); i++) {
      KeySpec key = schema.keys().get(i);
      parts.add(
          key.name() + ": " + (secret(key) ? "***" : render(key.type(), schema.value(record, i))));
    }
    return "{" + String.join(", ", parts) + "}";
  }
}
