package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file that is checked in. With {@code -Dgolden.rewrite=true} it writes the
 * file instead: look at the difference before you commit it. Dumps are text so that a review can
 * read them.
 */
public final class GoldenFile {
  /** The system property that writes instead of comparing. */
  public static final String REWRITE = "golden.rewrite";

  private final Path file;
  private final boolean rewrite;

  private GoldenFile(Path file, boolean rewrite) {
    this.file = file;
    this.rewrite = rewrite;
  }

  /** The file {@code name} in {@code src/test/resources/golden} of the module at work. */
  public static GoldenFile named(String name) {
    return at(Path.of("src", "test", "resources", "golden", name));
  }

  /** Any file. */
  public static GoldenFile at(Path file) {
    return new GoldenFile(file, Boolean.getBoolean(REWRITE));
  }

  /** The same file, to be written. */
  GoldenFile rewriting() {
    return new GoldenFile(file, true);
  }

  /** Asserts that the text is the file's, line ends aside. */
  public void matches(String text) {
    String normal = text.replace("\r\n", "\n");
    try {
      if (rewrite) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, normal);
        return;
      }
      assertThat(file)
          .as("no golden file yet: run once with -D%s=true and read what it wrote", REWRITE)
          .exists();
      assertThat(normal)
          .as("%s (if the change is meant: -D%s=true)", file, REWRITE)
          .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
