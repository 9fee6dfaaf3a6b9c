package io.xlive.kernel;

import io.xlive.spi.DumpSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers a dump as nested maps. For one thread. */
final class DumpTree implements DumpSource.Dump {
  private static final int MOST_LEVELS = 16;

  private final Map<String, Object> entries = new LinkedHashMap<>();
  private final int level;

  DumpTree() {
    this(0);
  }

  private DumpTree(int level) {
    this.level = level;
  }

  @Override
  public DumpTree value(String name, Object value) {
    boolean plain = value instanceof Number || value instanceof Boolean;
    entries.put(name, plain ? value : String.valueOf(value));
    return this;
  }

  @Override
  public DumpTree child(String name, DumpSource child) {
    DumpTree below = new DumpTree(level + 1);
    if (level == MOST_LEVELS) {
      return value(name, "too deep");
    }
    try {
      child.dump(below);
    } catch (RuntimeException | LinkageError e) {
      below.value("failed", e.getClass().getSimpleName());
    }
    entries.put(name, below.toMap());
    return this;
  }

  /** Numbers, booleans, strings and maps of them, in the order in which they were added. */
  Map<String, Object> toMap() {
    return Collections.unmodifiableMap(entries);
  }

  /** One line an entry, indented by two spaces a level. */
  static String text(Map<String, Object> tree) {
    StringBuilder out = new StringBuilder();
    append(out, tree, 0);
    return out.toString();
  }

  private static void append(StringBuilder out, Map<?, ?> tree, int level) {
    tree.forEach(
        (name, value) -> {
          out.repeat("  ", level).append(name).append(':');
          if (value instanceof Map<?, ?> below) {
            out.append('\n');
            append(out, below, level + 1);
          } else {
            out.append(' ').append(value).append('\n');
          }
        });
  }
}
