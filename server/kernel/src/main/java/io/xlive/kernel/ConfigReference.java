package io.xlive.kernel;

import io.xlive.spi.ConfigKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what an operator reads about the keys, out of the records that declare them: the default
 * {@code conf.yaml}, in which every key stands as a comment with its default, and the table of the
 * documentation.
 */
public final class ConfigReference {
  private static final String HEAD =
      """
      # Configuration of xlive. Made from the code; every key stands here with its default, as a comment.
      # Take the # away to change a key. The environment goes before the file: XLIVE_RTMP_PORT sets rtmp.port.
      # Durations: 200ms, 2s, 5m, 1h, 7d. Sizes: 512, 64KiB, 4MiB, 1GiB. Paths are relative to the home folder.
      # "xlive check-config" tells every mistake with its line.
      """;

  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Map<String, KeySpec> leaves = new LinkedHashMap<>();

  /** For these sections, in this order; those whose prefixes begin alike are put together. */
  public ConfigReference(Collection<ConfigSection> sections) {
    for (ConfigSection section : sections) {
      add(section.prefix(), SectionSchema.of(section.type()));
    }
  }

  private void add(String prefix, SectionSchema schema) {
    for (KeySpec key : schema.keys()) {
      String full = prefix + "." + key.name();
      if (key.type() instanceof KeyType.Nested nested) {
        add(full, nested.section());
      } else {
        leaves.put(full, key);
        place(full, key);
      }
    }
  }

  @SuppressWarnings("unchecked") // inner nodes are maps of the same form
  private void place(String full, KeySpec key) {
    Map<String, Object> level = tree;
    String[] parts = full.split("\\.", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      level =
          (Map<String, Object>)
              level.computeIfAbsent(parts[i], _ -> new LinkedHashMap<String, Object>());
    }
    level.put(parts[parts.length - 1], key);
  }

  /** The commented default file. */
  public String yaml() {
    StringBuilder out = new StringBuilder(HEAD);
    tree.forEach(
        (name, node) -> {
          out.append('\n');
          node(out, 0, name, node);
        });
    return out.toString();
  }

  private void node(StringBuilder out, int level, String name, Object node) {
    String indent = "  ".repeat(level);
    if (node instanceof KeySpec key) {
      out.append(indent).append("# ").append(describe(key)).append('\n');
      if (key.type() instanceof KeyType.Records records) {
        out.append(indent).append("# Each entry: ").append(entry(records.item())).append('\n');
      }
      String def = defaultText(key);
      out.append(indent)
          .append('#')
          .append(name)
          .append(':')
          .append(def.isEmpty() ? "" : " " + def)
          .append('\n');
    } else if (node instanceof Map<?, ?> below) {
      out.append(indent).append(name).append(":\n");
      below.forEach((part, inner) -> node(out, level + 1, String.valueOf(part), inner));
    }
  }

  private static String describe(KeySpec key) {
    List<String> notes = new ArrayList<>();
    notes.add(shape(key));
    if (key.declared().secret()) {
      notes.add("secret");
    }
    if (key.declared().reloadable()) {
      notes.add("takes effect without a restart");
    }
    String doc = key.declared().doc();
    String clause = doc.endsWith(".") ? doc.substring(0, doc.length() - 1) : doc;
    return clause + " (" + String.join("; ", notes) + ")";
  }

  private static String shape(KeySpec key) {
    ConfigKey declared = key.declared();
    String type =
        switch (key.type()) {
          case KeyType.One one -> one.scalar().describe();
          case KeyType.Many many -> "list of " + many.scalar().describe();
          case KeyType.Records _ -> "list";
          case KeyType.Nested _ -> "";
        };
    if (!declared.min().isEmpty() && !declared.max().isEmpty()) {
      return type + ", " + declared.min() + ".." + declared.max();
    }
    if (!declared.min().isEmpty()) {
      return type + ", at least " + declared.min();
    }
    return declared.max().isEmpty() ? type : type + ", at most " + declared.max();
  }

  private static String entry(SectionSchema item) {
    return item.keys().stream()
        .map(
            key ->
                key.name()
                    + " ("
                    + (key.type() instanceof KeyType.Nested ? "" : describe(key))
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private static String defaultText(KeySpec key) {
    String def = key.declared().def();
    return switch (key.type()) {
      case KeyType.Records _ -> def.isEmpty() ? "[]" : def;
      case KeyType.Many _ ->
          def.isEmpty()
              ? "[]"
              : java.util.Arrays.stream(def.split(",", -1))
                  .map(item -> quoted(item.strip()))
                  .collect(Collectors.joining(", ", "[", "]"));
      case KeyType.One one when one.optional() -> "";
      case KeyType.One _, KeyType.Nested _ -> quoted(def);
    };
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The documentation's table, in Markdown. */
  public String table() {
    StringBuilder out =
        new StringBuilder("| key | default | values | what it does |\n|---|---|---|---|\n");
    leaves.forEach(
        (full, key) -> {
          String def = defaultText(key);
          out.append("| `")
              .append(full)
              .append("` | ")
              .append(def.isEmpty() ? "" : '`' + def + '`')
              .append(" | ");
          out.append(shape(key).replace("|", "\\|"))
              .append(key.declared().secret() ? ", secret" : "")
              .append(" | ");
          out.append(key.declared().doc().replace("|", "\\|"));
          out.append(key.declared().reloadable() ? " (without a restart)" : "").append(" |\n");
        });
    return out.toString();
  }
}
