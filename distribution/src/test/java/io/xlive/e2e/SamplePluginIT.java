package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The sample plugin, built as its author would, dropped into a server that runs. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class SamplePluginIT {
  private static final Path SAMPLE = Path.of("samples", "sample-plugin", "src", "main");

  @TempDir Path home;

  @Test
  void aListenerThatIsDroppedInHearsOfPublishers(Stage stage) throws IOException {
    Path jar = built();
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    try (XliveServer server = XliveServer.start(home)) {
      Path plugins = Files.createDirectories(home.resolve("plugins"));
      Files.move(jar, plugins.resolve("sample.jar"), StandardCopyOption.ATOMIC_MOVE);
      await("taken in")
          .atMost(Stage.LIMIT)
          .untilAsserted(() -> assertThat(server.log()).contains("stream listener audit"));
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
      try (ChildProcess push = own.push(clip, "sample/heard", List.of())) {
        push.succeeds(Stage.LIMIT);
      }
      await("told of the end")
          .atMost(Stage.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(audit())
                      .satisfiesExactly(
                          line -> assertThat(line).contains(" sample/heard published from 127."),
                          line -> assertThat(line).endsWith(" sample/heard ended: FINISHED")));
    }
  }

  /** What the listener wrote. */
  private List<String> audit() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("data"))) {
      Optional<Path> found = files.filter(file -> file.endsWith("audit.log")).findFirst();
      return found.isPresent() ? Files.readAllLines(found.get()) : List.of();
    }
  }

  /** The jar, compiled against what the distribution has for plugins. */
  private Path built() throws IOException {
    Path classes = Files.createDirectories(home.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp"));
    try (Stream<Path> jars = Files.list(Path.of("target", "xlive", "lib"))) {
      arguments.add(jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    try (Stream<Path> sources = Files.walk(SAMPLE.resolve("java"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    int problems =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(problems).isZero();
    Path jar = home.resolve("sample.jar.new");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Xlive-Spi", "1.0");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path root : List.of(classes, SAMPLE.resolve("resources"))) {
        add(entries, root);
      }
    }
    return jar;
  }

  private static void add(JarOutputStream entries, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(root.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }
}
