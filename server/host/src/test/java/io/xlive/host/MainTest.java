package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private static final String[] NOTHING = new String[0];
  @TempDir private Path home;

  private record Answer(int code, String out, String err) {}

  private Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine(new Installation(Map.of("XLIVE_HOME", home.toString()), property -> null))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    return new Answer(code, out.toString(), err.toString());
  }

  private void configure(String yaml) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/conf.yaml"), yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "help",
        "run --help",
        "check-config --help",
        "dump -h",
        "version --help",
        "help run"
      })
  void helpIsThereForEveryCommand(String arguments) {
    Answer help = run(arguments.split(" "));
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: xlive").contains("--home").contains("--config");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help").out()).contains("run", "check-config", "dump", "version", "help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void versionIsTwoLines(String argument) {
    Answer version = run(argument);
    assertThat(version.code()).isZero();
    assertThat(version.out().lines())
        .containsExactly("xlive " + Version.text(), "Java " + Runtime.version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "nonsense",
        "run --nonsense",
        "check-config extra",
        "dump --url",
        "dump --config"
      })
  void aCommandLineWithoutSenseIsTwo(String arguments) {
    Answer answer = run(arguments.split(" "));
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).doesNotContain("\tat ").isNotBlank();
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void aGoodConfigurationIsZero() throws IOException {
    Webapp.in(home).withCheck();
    assertThat(run("check-config")).isEqualTo(new Answer(0, "configuration is good\n", ""));
  }

  @Test
  void everyProblemOfAConfigurationIsTold() throws IOException {
    Webapp.in(home).withCheck();
    Files.writeString(home.resolve("problems"), "conf.yaml:1: a: wrong\nconf.yaml:2: b: wrong\n");
    configure("http:\n  tls:\n    certificate: missing.pem\n");
    Answer answer = run("check-config");
    assertThat(answer.code()).isEqualTo(78);
    assertThat(answer.err().lines())
        .startsWith("conf.yaml:1: a: wrong", "conf.yaml:2: b: wrong")
        .anyMatch(line -> line.contains("http.tls.key"))
        .hasSize(3);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void aMissingCertificateIsFoundBeforeTheStart() throws IOException {
    Webapp.in(home).withCheck();
    configure("http:\n  tls:\n    certificate: missing.pem\n    key: missing.key\n");
    Answer answer = run("check-config");
    assertThat(answer.code()).isEqualTo(78);
    assertThat(answer.err()).contains(home.resolve("missing.pem").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check-config", ""})
  void aHomeWithoutWebApplicationIsToldInASentence(String command) {
    Answer answer = run(command.isEmpty() ? NOTHING : command.split(" "));
    assertThat(answer.code()).isEqualTo(78);
    assertThat(answer.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("no web application in");
  }

  @Test
  void runTellsAllProblemsOfItsSections() throws IOException {
    configure("http:\n  port: 70000\n");
    Answer answer = run("run");
    assertThat(answer.code()).isEqualTo(78);
    assertThat(answer.err()).contains("conf.yaml:2: http.port").doesNotContain("\tat ");
  }

  @Test
  void dumpWithoutTheTokenFileIsASentence() {
    Answer answer = run("dump");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains(home.resolve("data/admin-token").toString());
  }

  @Test
  void dumpShowsTheTokenAndPrintsTheAnswer() throws IOException {
    token();
    AtomicReference<String> seen = new AtomicReference<>("");
    HttpServer server = server(200, "streams: 0", seen);
    try {
      Answer answer = run("dump", "--url", "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(answer).isEqualTo(new Answer(0, "streams: 0\n", ""));
      assertThat(seen.get()).isEqualTo("/api/v1/dump Bearer secret text/plain");
      configure("http:\n  port: " + server.getAddress().getPort() + "\n");
      assertThat(run("dump", "--json").code()).isZero();
      assertThat(seen.get()).isEqualTo("/api/v1/dump Bearer secret application/json");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void dumpTellsWhatTheServerRefused() throws IOException {
    token();
    HttpServer server = server(401, "{}", new AtomicReference<>(""));
    try {
      Answer answer = run("dump", "--url", "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err()).isEqualTo("the server answered 401: {}\n");
    } finally {
      server.stop(0);
    }
    Answer gone = run("dump", "--url", "http://127.0.0.1:" + server.getAddress().getPort());
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).startsWith("no server answers at http://127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:3001", "ftp://localhost", "http:/x", "::"})
  void anAddressWithoutSenseIsAUsageError(String url) throws IOException {
    token();
    Answer answer = run("dump", "--url", url);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).doesNotContain("\tat ").contains("--url");
  }

  private void token() throws IOException {
    Files.createDirectories(home.resolve("data"));
    Files.writeString(home.resolve("data/admin-token"), "secret\n");
  }

  private static HttpServer server(int status, String body, AtomicReference<String> seen)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.set(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Accept"));
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    return server;
  }
}
