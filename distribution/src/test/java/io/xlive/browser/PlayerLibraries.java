package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.e2e.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The players that viewers have, installed once by npm from {@code package-lock.json}, which pins
 * versions and checksums; no script of theirs runs while they are installed.
 */
final class PlayerLibraries {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Map<String, String> FILES =
      Map.of(
          "hls.js", "hls.js/dist/hls.min.js",
          "shaka.js", "shaka-player/dist/shaka-player.compiled.js",
          "dash.js", "dashjs/dist/modern/umd/dash.all.min.js",
          "mpegts.js", "mpegts.js/dist/mpegts.js");

  private final Path folder;

  private PlayerLibraries(Path folder) {
    this.folder = folder;
  }

  /** Installs them below a folder, unless they are there. */
  static PlayerLibraries install(Path below, Path npm) {
    byte[] lock = resource("package-lock.json");
    CRC32 sum = new CRC32();
    sum.update(lock);
    Path folder = below.resolve("players-" + HexFormat.of().toHexDigits((int) sum.getValue()));
    if (Files.isDirectory(folder)) {
      return new PlayerLibraries(folder);
    }
    try {
      Path work = Files.createTempDirectory(Files.createDirectories(below), "npm-");
      Files.write(work.resolve("package-lock.json"), lock);
      Files.write(work.resolve("package.json"), resource("package.json"));
      try (ChildProcess process =
          ChildProcess.start(
              "npm",
              List.of(
                  npm.toString(),
                  "ci",
                  "--prefix=" + work,
                  "--ignore-scripts",
                  "--prefer-offline",
                  "--no-audit",
                  "--no-fund"),
              Map.of())) {
        process.succeeds(LIMIT);
      }
      Path done = Files.createDirectory(work.resolve("done"));
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Files.move(
            work.resolve("node_modules").resolve(file.getValue()), done.resolve(file.getKey()));
      }
      Files.move(done, folder);
      delete(work);
      return new PlayerLibraries(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A player's script. */
  byte[] script(String name) {
    assertThat(FILES).containsKey(name);
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside these classes. */
  static byte[] resource(String name) {
    try (InputStream in = PlayerLibraries.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
