package io.xlive.kernel;

import io.xlive.spi.ConfigKey;

/** The section {@code log}: one event a line on standard output. */
public record LogConfig(
    @ConfigKey(doc = "Least level that is written", def = "info", reloadable = true) Level level,
    @ConfigKey(doc = "Lines for people or for machines", def = "text", reloadable = true)
        Format format) {

  /** How much is written. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How a line looks. */
  public enum Format {
    /** Time, level, place, message. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }
}
