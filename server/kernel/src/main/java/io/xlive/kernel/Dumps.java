package io.xlive.kernel;

import io.xlive.spi.DumpSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Everything that can print its live state. Safe for any thread. */
public final class Dumps {
  private final Map<String, DumpSource> sources = new ConcurrentSkipListMap<>();

  /**
   * Adds a source, in the place of one of the same name.
   *
   * @return takes it out again
   */
  public Runnable add(String name, DumpSource source) {
    sources.put(name, source);
    return () -> sources.remove(name, source);
  }

  /**
   * The state of all, by name: numbers, booleans, strings and maps of them. A source that throws
   * says so in its place.
   */
  public Map<String, Object> toMap() {
    DumpTree tree = new DumpTree();
    sources.forEach(tree::child);
    return tree.toMap();
  }

  /** The same for people. */
  public String toText() {
    return DumpTree.text(toMap());
  }
}
