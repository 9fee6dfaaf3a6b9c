package io.xlive.kernel;

/**
 * Where a setting comes from.
 *
 * @param source kind of source
 * @param text as an error message shows it: {@code conf.yaml:12}, {@code environment}, {@code
 *     default}
 */
public record ConfigPlace(Source source, String text) {
  /** In the order of precedence, the strongest last. */
  public enum Source {
    /** The record's own default. */
    DEFAULT,
    /** The configuration file. */
    FILE,
    /** An {@code XLIVE_*} variable. */
    ENVIRONMENT
  }

  static final ConfigPlace DEFAULT = new ConfigPlace(Source.DEFAULT, "default");

  static ConfigPlace line(String file, int line) {
    return new ConfigPlace(Source.FILE, file + ":" + line);
  }

  static ConfigPlace environment() {
    return new ConfigPlace(Source.ENVIRONMENT, "environment");
  }
}
