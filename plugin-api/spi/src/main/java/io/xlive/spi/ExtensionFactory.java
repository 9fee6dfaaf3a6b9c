package io.xlive.spi;

/**
 * Makes one extension from its configuration.
 *
 * @param <C> a record whose components carry {@link ConfigKey}; a record without components when
 *     there is nothing to configure
 * @param <T> what it makes
 */
public interface ExtensionFactory<C extends Record, T> {
  /**
   * Unique among extensions of its kind; lower-case words joined by hyphens. Its section of the
   * configuration has this name.
   */
  String name();

  /** The configuration's type. */
  Class<C> configType();

  /**
   * Makes the extension; opens nothing yet where the extension is a {@link Service}.
   *
   * @throws XliveException when the configuration cannot work
   */
  T create(C config, PluginContext context);
}
