package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.xlive.kernel.LogConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

class LoggingTest {
  private static final String HOSTILE =
      "name\r\n2026-01-01T00:00:00.000Z ERROR forged\u0085\u001b[2J\u2028x";
  private final PrintStream before = System.out;

  @AfterEach
  void restore() {
    System.setOut(before);
    Logging.configure(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT));
  }

  private static List<String> lines(
      LogConfig.Format format, LogConfig.Level level, Runnable speak) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    Logging.configure(new LogConfig(level, format));
    speak.run();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Logger log(String name) {
    return LoggerFactory.getLogger(name);
  }

  @Test
  void aHostileNameStaysOnItsLine() {
    List<String> lines =
        lines(
            LogConfig.Format.TEXT,
            LogConfig.Level.INFO,
            () -> log("io.xlive.some.Thing").info("refused: {}", HOSTILE));
    assertThat(lines)
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Thing .*")
        .endsWith("refused: name??2026-01-01T00:00:00.000Z ERROR forged??[2J?x");
  }

  @Test
  void anExceptionsMessageForgesNoLine() {
    List<String> lines =
        lines(
            LogConfig.Format.TEXT,
            LogConfig.Level.INFO,
            () ->
                log("x")
                    .error(
                        "failed",
                        new IllegalStateException(HOSTILE, new IllegalArgumentException(HOSTILE))));
    assertThat(lines.getFirst()).endsWith(" failed");
    assertThat(lines.get(1)).startsWith("java.lang.IllegalStateException: name").contains("forged");
    assertThat(lines.subList(2, lines.size()))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "));
  }

  @Test
  void jsonIsOneObjectALine() {
    List<String> lines =
        lines(
            LogConfig.Format.JSON,
            LogConfig.Level.INFO,
            () -> {
              log("io.xlive.some.Thing").info("refused: {}", "a\r\n{\"b\u001b");
              log("x").error("failed", new IllegalStateException(HOSTILE));
            });
    assertThat(lines).hasSize(2);
    // Every JSON object is YAML too, and a reader of that is at hand.
    Map<String, Object> first = new Yaml().load(lines.getFirst());
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(first)
        .containsEntry("formattedMessage", "refused: a\r\n{\"b\u001b")
        .containsEntry("level", "INFO")
        .containsEntry("loggerName", "io.xlive.some.Thing");
    Map<String, Object> second = new Yaml().load(lines.getLast());
    assertThat(second).containsKey("throwable");
  }

  @Test
  void theLevelIsThatOfTheSection() {
    Runnable speak =
        () -> {
          log("x").warn("one");
          log("x").info("two");
          log("x").debug("three");
        };
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.ERROR, speak)).isEmpty();
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.WARN, speak)).hasSize(1);
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.INFO, speak)).hasSize(2);
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.DEBUG, speak)).hasSize(3);
  }

  @Test
  void librariesAreQuietUntilSomebodyLooksForAFault() {
    Runnable speak = () -> log("org.eclipse.jetty.server.Server").info("jetty-12");
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.INFO, speak)).isEmpty();
    assertThat(lines(LogConfig.Format.TEXT, LogConfig.Level.DEBUG, speak)).hasSize(1);
    assertThat(((ch.qos.logback.classic.Logger) log("org.eclipse.jetty")).getLevel())
        .isNotEqualTo(Level.WARN);
  }
}
