package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.XliveException;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.Pem;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorsTest {
  private static final int LIMIT = 16 * 1024;
  private Door door;

  @BeforeAll
  void open() throws Exception {
    door = Door.plain();
  }

  @AfterAll
  void close() throws Exception {
    door.close();
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void problem(String answer, int status, String title, String code) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
        .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
        .doesNotContain("Server: ", "jetty", "Exception", "\tat ")
        .endsWith(
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\"}"
                .formatted(title, status, code));
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void plainHttpSpeaksBothVersions(HttpClient.Version version) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      HttpResponse<String> answer = get(client, "http://127.0.0.1:" + door.port() + "/");
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void httpsSpeaksBothVersionsAsTheClientLikes(@TempDir Path folder) throws Exception {
    Pem pem = Pem.make(folder, "localhost", "-keyalg", "EC");
    try (Door secure = Door.secure(pem)) {
      for (HttpClient.Version version :
          new HttpClient.Version[] {HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2}) {
        try (HttpClient client = Door.client(version, pem)) {
          HttpResponse<String> answer =
              get(client, "https://localhost:" + secure.securePort() + "/");
          assertThat(answer.body()).isEqualTo("secure");
          assertThat(answer.version()).isEqualTo(version);
          assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
      }
    }
  }

  @Test
  void aCertificateWithoutKeyOpensNothing() {
    HttpConfig config =
        ConfigDefaults.of(HttpConfig.class, Map.of("tls.certificate", "/nowhere/x.pem"));
    assertThatThrownBy(() -> Connectors.of(new Server(), config, Path.of("/")))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("http.tls.key is needed");
  }

  /** A request whose line and headers are so many bytes long. */
  private static String request(int bytes) {
    String head = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: ";
    String end = "\r\n\r\n";
    return head + "a".repeat(bytes - head.length() - end.length()) + end;
  }

  @ParameterizedTest
  @ValueSource(ints = {100, LIMIT - 1, LIMIT})
  void headersUpToTheLimitAreRead(int bytes) throws IOException {
    assertThat(door.raw(request(bytes))).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, LIMIT * 2, 1_000_000})
  void headersAboveTheLimitAreAProblem(int bytes) throws IOException {
    problem(
        door.raw(request(bytes)),
        431,
        "Request Header Fields Too Large",
        "request_header_fields_too_large");
  }

  @Test
  void aRequestLineAboveTheLimitIsAProblem() throws IOException {
    problem(
        door.raw("GET /" + "a".repeat(LIMIT + 1) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        414,
        "URI Too Long",
        "uri_too_long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2fb",
        "/a/%2e%2e/b",
        "/a/%2E/b",
        "/a;x/b/..;/c",
        "/a//b",
        "/a%00b",
        "/%c0%af",
        "/a%zz",
        "/..",
        "/a%5cb"
      })
  void ambiguousAddressesAreAProblem(String path) throws IOException {
    problem(
        door.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        400,
        "Bad Request",
        "bad_request");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1\\r\\n\\r\\n', 400",
    "'nonsense\\r\\n\\r\\n', 400",
    "'GET / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n', 400",
    "'GET / HTTP/1.1\\r"
        + "\\n"
        + "Host: x\\r"
        + "\\n"
        + "Content-Length: 1\\r"
        + "\\n"
        + "Transfer-Encoding: chunked\\r"
        + "\\n"
        + "\\r"
        + "\\n"
        + "', 400",
    "'GET / HTTP/1.1\\r\\nHost: x\\r\\n folded: y\\r\\n\\r\\n', 400",
  })
  void requestsThatCouldBeReadInTwoWaysAreAProblem(String request, int status) throws IOException {
    problem(
        door.raw(request.replace("\\r", "\r").replace("\\n", "\n")),
        status,
        "Bad Request",
        "bad_request");
  }

  @Test
  void aFailureSaysNothingOfItself() throws IOException {
    String answer = door.raw("GET /fail HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    problem(answer, 500, "Server Error", "internal");
    assertThat(answer).doesNotContain("secret");
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (Door impatient = Door.plain("idle-timeout", "1s");
        Socket socket = impatient.socket()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
