package io.xlive.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one {@link Stage} to all test classes that ask for it; the server must end well after the
 * last.
 */
public final class SharedStage implements ParameterResolver {
  /** Says nothing of any other app. */
  private static final String CONFIG =
      """
      hls:
        ladder: ["ladder/{name}_{rendition}"]
      """;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedStage.class))
        .computeIfAbsent(Held.class, key -> Held.open(), Held.class)
        .stage();
  }

  /** Closed by JUnit after the last test. */
  private record Held(Stage stage) implements AutoCloseable {
    static Held open() {
      try {
        Ffmpeg ffmpeg = Ffmpeg.load();
        Path folder = Files.createTempDirectory("xlive-e2e-");
        XliveServer server =
            XliveServer.start(
                folder.resolve("home"), XliveServer.freePort(), XliveServer.freePort(), CONFIG);
        return new Held(new Stage(ffmpeg, server, new Media(ffmpeg, folder), folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      stage.server().close();
      try (Stream<Path> files = Files.walk(stage.folder())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
