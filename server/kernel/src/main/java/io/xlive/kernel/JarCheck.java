package io.xlive.kernel;

import io.xlive.spi.Plugin;
import io.xlive.spi.SpiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Reads a jar's directory before any class of it is touched: a class loader passes over a broken
 * jar in silence.
 */
final class JarCheck {
  static final String SERVICE = "META-INF/services/" + Plugin.class.getName();
  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_UNPACKED = 2L << 30;

  private JarCheck() {}

  /**
   * What a jar says of itself.
   *
   * @param plugin whether it names a plugin class
   * @param version its {@code Implementation-Version}; may be empty
   */
  record Labels(boolean plugin, String version) {}

  /**
   * Checks a jar.
   *
   * @throws PluginRefusal when it is damaged, a bomb, or built for another plugin API
   */
  static Labels check(Path jar) throws PluginRefusal {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      long unpacked = 0;
      int entries = 0;
      Enumeration<? extends ZipEntry> all = file.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        unpacked += Math.max(entry.getSize(), 0);
        if (++entries > MOST_ENTRIES || unpacked > MOST_UNPACKED) {
          throw new PluginRefusal("unpacks to more than 100,000 files or 2 GiB");
        }
        if (entry.getName().startsWith("/") || entry.getName().contains("..")) {
          throw new PluginRefusal("has an entry that points outside of it");
        }
      }
      boolean plugin = file.getEntry(SERVICE) != null;
      Optional<Attributes> labels =
          Optional.ofNullable(file.getManifest()).map(Manifest::getMainAttributes);
      if (plugin) {
        checkVersion(labels.map(a -> a.getValue(SpiVersion.MANIFEST_ATTRIBUTE)));
      }
      return new Labels(
          plugin, labels.map(a -> a.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).orElse(""));
    } catch (IOException e) {
      throw new PluginRefusal(
          startsAsZip(jar) ? "is truncated or damaged" : "is not a zip file", e);
    }
  }

  private static void checkVersion(Optional<String> wanted) throws PluginRefusal {
    if (wanted.isEmpty()) {
      throw new PluginRefusal(
          "its manifest does not say "
              + SpiVersion.MANIFEST_ATTRIBUTE
              + ", the plugin API it was built for");
    }
    try {
      SpiVersion version = SpiVersion.parse(wanted.get().strip());
      if (!SpiVersion.CURRENT.runs(version)) {
        throw new PluginRefusal(
            "was built for plugin API " + version + ", this server has " + SpiVersion.CURRENT);
      }
    } catch (IllegalArgumentException e) {
      throw new PluginRefusal(
          "its manifest's " + SpiVersion.MANIFEST_ATTRIBUTE + " is not a version such as 1.0", e);
    }
  }

  private static boolean startsAsZip(Path jar) {
    try (InputStream in = Files.newInputStream(jar)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && head[0] == 'P' && head[1] == 'K';
    } catch (IOException e) {
      return false;
    }
  }
}
