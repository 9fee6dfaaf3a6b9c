package io.xlive.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads single sections before, or without, a kernel: the standalone host must know {@code http}
 * and {@code log} before it starts the container. Keys of other sections are not looked at; the
 * kernel judges them later.
 */
public final class ConfigPreview {
  private final ConfigSource source;

  private ConfigPreview(ConfigSource source) {
    this.source = source;
  }

  /**
   * Reads the file that the kernel would read.
   *
   * @param chosen what {@code --config} says
   * @param home the home folder
   * @param workingFolder against which relative names are resolved
   * @param environment the variables
   */
  public static ConfigPreview read(
      Optional<Path> chosen, Path home, Path workingFolder, Map<String, String> environment) {
    return new ConfigPreview(
        new ConfigLoader(
                home, workingFolder, KernelSetup.SYSTEM_FOLDER, environment, KernelSetup.ALIASES)
            .load(chosen));
  }

  /**
   * One section.
   *
   * @throws ConfigException when the file cannot be read or the section is wrong
   */
  public <R extends Record> R section(String prefix, Class<R> type) {
    return ConfigBinder.bindSome(source, List.of(new ConfigSection(prefix, type)))
        .section(prefix, type);
  }

  /** The file that was read; empty when there is none. */
  public Optional<Path> file() {
    return source.file();
  }

  /** The keys of the file, sorted, that {@code later} has with another value, or only one has. */
  public List<String> changedKeys(ConfigPreview later) {
    return source.changedKeys(later.source);
  }
}
