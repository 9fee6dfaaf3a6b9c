package io.xlive.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checkout that the tests run in, seen from any module. */
final class SourceTree {
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", "samples");

  private final Path root;

  private SourceTree(Path root) {
    this.root = root;
  }

  static SourceTree find() {
    Path candidate = Path.of("").toAbsolutePath();
    while (candidate != null) {
      if (Files.isDirectory(candidate.resolve("plugin-api"))
          && Files.isDirectory(candidate.resolve("distribution"))) {
        return new SourceTree(candidate);
      }
      candidate = candidate.getParent();
    }
    throw new IllegalStateException("not inside the source tree: " + Path.of("").toAbsolutePath());
  }

  Path root() {
    return root;
  }

  /** The folder of every module that has Java code of its own. */
  List<Path> modules() {
    List<Path> modules = new ArrayList<>();
    walk(
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (NOT_OURS.contains(String.valueOf(dir.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isDirectory(dir.resolve("src/main/java"))) {
              modules.add(dir);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return modules;
  }

  /** Every file of code below a {@code src/main}. */
  List<Path> mainSources() {
    List<Path> sources = new ArrayList<>();
    walk(
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(dir.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (name.contains("src/main/") && name.matches(".*\\.(java|js|mjs|css|html)")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  private void walk(SimpleFileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(root, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
