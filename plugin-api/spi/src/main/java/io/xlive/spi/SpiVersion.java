package io.xlive.spi;

/**
 * The version of this API. A plugin's manifest says which it was built against ({@code Xlive-Spi:
 * 1.0}); the server refuses another major version and a newer minor one.
 *
 * @param major changes when old plugins stop working
 * @param minor grows with every addition
 */
public record SpiVersion(int major, int minor) {
  /** The version of the classes at hand. */
  public static final SpiVersion CURRENT = new SpiVersion(1, 0);

  /** The manifest attribute of a plugin jar. */
  public static final String MANIFEST_ATTRIBUTE = "Xlive-Spi";

  /**
   * Reads {@code major.minor}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static SpiVersion parse(String text) {
    if (!text.matches("\\d{1,4}\\.\\d{1,4}")) {
      throw new IllegalArgumentException("not a version of the form 1.0: " + text);
    }
    int dot = text.indexOf('.');
    return new SpiVersion(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  /** Whether a plugin built against {@code wanted} runs on this version. */
  public boolean runs(SpiVersion wanted) {
    return wanted.major == major && wanted.minor <= minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
