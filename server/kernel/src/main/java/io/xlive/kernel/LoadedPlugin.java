package io.xlive.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plugin whose classes are there and that told what it can make.
 *
 * @param source where it came from
 * @param version of its manifest; may be empty
 * @param loader its classes
 * @param copies the private folder with its jars
 * @param offers what it can make
 */
record LoadedPlugin(
    PluginSource source,
    String version,
    PluginClassLoader loader,
    Path copies,
    List<OfferedExtension> offers)
    implements AutoCloseable {
  String name() {
    return source.name();
  }

  /** Lets the classes and the copies go. */
  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      // the jars are our own copies: nobody waits for them
    }
    delete(copies);
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // the system's temporary folder is cleaned by others too
    }
  }
}
