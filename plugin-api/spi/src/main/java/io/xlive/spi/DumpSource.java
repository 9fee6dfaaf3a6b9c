package io.xlive.spi;

/** Prints its live state, for support. */
@FunctionalInterface
public interface DumpSource {
  /** Adds entries; called on any thread, must be quick and must not throw. */
  void dump(Dump dump);

  /** Where entries go. */
  interface Dump {
    /** One value; secrets stay out. */
    Dump value(String name, Object value);

    /** A nested part. */
    Dump child(String name, DumpSource child);
  }
}
