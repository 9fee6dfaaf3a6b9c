package io.xlive.kernel;

/**
 * A part of the configuration with a record that declares its keys.
 *
 * @param prefix as in {@code http} or {@code codec.h264}
 * @param type the record; each component carries {@link io.xlive.spi.ConfigKey}
 */
public record ConfigSection(String prefix, Class<? extends Record> type) {
  public ConfigSection {
    if (!prefix.matches("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*")) {
      throw new IllegalArgumentException("not a section's prefix: " + prefix);
    }
  }
}
