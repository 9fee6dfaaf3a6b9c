package io.xlive.kernel;

import io.xlive.spi.ExtensionFactory;

/**
 * What a plugin says it can make.
 *
 * @param kind of which kind
 * @param name unique within the kind
 * @param configType the record of its section
 * @param factory makes it
 */
record OfferedExtension(
    ExtensionKind kind,
    String name,
    Class<? extends Record> configType,
    ExtensionFactory<?, ?> factory) {
  ConfigSection section() {
    return new ConfigSection(kind.section(name), configType);
  }

  @Override
  public String toString() {
    return kind.words() + " " + name;
  }
}
