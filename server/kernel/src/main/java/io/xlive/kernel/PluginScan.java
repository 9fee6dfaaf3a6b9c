package io.xlive.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks through plugin folders: {@code NAME.jar} or {@code NAME/*.jar} is a plugin. */
final class PluginScan {
  private final List<Path> folders;

  PluginScan(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * What was found.
   *
   * @param sources one for each name, in the order of folders and names
   * @param remarks jars and folders that are left out, with the reason
   */
  record Found(List<PluginSource> sources, Map<Path, String> remarks) {}

  /** Folders that everybody may write to: whoever can put a jar there owns the server. */
  List<Path> writableByEveryone() {
    return folders.stream().filter(PluginScan::openToAll).toList();
  }

  /** Looks; a folder that is not there is empty. */
  Found scan() {
    Map<String, PluginSource> sources = new LinkedHashMap<>();
    Map<Path, String> remarks = new LinkedHashMap<>();
    for (Path folder : folders) {
      Map<String, PluginSource> here = new LinkedHashMap<>();
      for (Path entry : list(folder)) {
        boolean inFolder = Files.isDirectory(entry);
        if (openToAll(folder) || (inFolder && openToAll(entry))) {
          remarks.put(entry, "its folder is writable by everyone");
          continue;
        }
        List<Path> jars =
            inFolder ? list(entry).stream().filter(PluginScan::isJar).toList() : List.of(entry);
        if (jars.isEmpty() || (!inFolder && !isJar(entry))) {
          continue;
        }
        PluginSource source = new PluginSource(name(entry), entry, jars, fingerprint(jars));
        PluginSource twin = here.putIfAbsent(source.name(), source);
        if (twin != null) {
          remarks.put(
              entry, "is the same plugin as " + twin.origin().getFileName() + ", which counts");
        }
      }
      here.forEach(
          sources::putIfAbsent); // an earlier folder wins without a word: that is how one updates a
      // shipped plugin
    }
    return new Found(List.copyOf(sources.values()), remarks);
  }

  private static String name(Path entry) {
    String file = entry.getFileName().toString();
    return Files.isDirectory(entry)
        ? file
        : file.substring(0, file.length() - 4).replaceAll("-\\d+(\\.\\d+)*([.-].*)?$", "");
  }

  private static boolean isJar(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String fingerprint(List<Path> jars) {
    List<String> parts = new ArrayList<>();
    for (Path jar : jars) {
      try {
        parts.add(
            jar.getFileName()
                + ":"
                + Files.size(jar)
                + ":"
                + Files.getLastModifiedTime(jar).toMillis());
      } catch (IOException e) {
        parts.add(jar.getFileName() + ":gone");
      }
    }
    return String.join("|", parts);
  }

  private static boolean openToAll(Path folder) {
    try {
      return Files.isDirectory(folder)
          && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no such permissions on this file system
    }
  }
}
