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
    problem(answer, status, title, code, "");
  }

  private static void problem(String answer, int status, String title, String code, String detail) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
        .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
        .doesNotContain("Server: ", "jetty", "Exception", "\tat ")
        .endsWith(
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\"%s}"
                .formatted(
                    title, status, code, detail.isEmpty() ? "" : ",\"detail\":\"" + detail + "\""));
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

  /** A request with so many header fields. */
  private static String fields(int count) {
    return "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "a: b\r\n".repeat(count - 2)
        + "\r\n";
  }

  /** A request whose path has so many bytes. */
  private static String path(int bytes) {
    return "GET /"
        + "a".repeat(bytes - 1)
        + "?q="
        + "b".repeat(500)
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 99, 100})
  void headerFieldsUpToTheLimitAreRead(int count) throws IOException {
    assertThat(door.raw(fields(count))).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 2_000})
  void moreHeaderFieldsAreAProblem(int count) throws IOException {
    problem(
        door.raw(fields(count)),
        431,
        "Request Header Fields Too Large",
        "request_header_fields_too_large",
        "more than 100 header fields (http.max-header-fields)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4095, 4096})
  void aPathUpToTheLimitIsRead(int bytes) throws IOException {
    assertThat(door.raw(path(bytes))).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, 10_000})
  void aLongerPathIsAProblem(int bytes) throws IOException {
    problem(
        door.raw(path(bytes)),
        414,
        "URI Too Long",
        "uri_too_long",
        "a path of more than 4096 bytes (http.max-path-size)");
  }

  @Test
  void theLimitsAreSettings() throws Exception {
    try (Door other = Door.plain("max-header-fields", "10", "max-path-size", "256B")) {
      assertThat(other.raw(fields(10))).startsWith("HTTP/1.1 200 ");
      assertThat(other.raw(fields(11))).startsWith("HTTP/1.1 431 ");
      assertThat(other.raw(path(256))).startsWith("HTTP/1.1 200 ");
      assertThat(other.raw(path(257))).startsWith("HTTP/1.1 414 ");
    }
  }

  @Test
  void theLimitsHoldForHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        Door other = Door.plain("max-header-fields", "10", "max-path-size", "256B")) {
      String url = "http://127.0.0.1:" + other.port() + "/";
      // The first request is HTTP/1.1 and brings the upgrade.
      assertThat(get(client, url).statusCode()).isEqualTo(200);
      HttpResponse<String> below = get(client, url + "a".repeat(255));
      assertThat(below.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(below.statusCode()).isEqualTo(200);
      assertThat(get(client, url + "a".repeat(256)).statusCode()).isEqualTo(414);
      HttpRequest.Builder many = HttpRequest.newBuilder(URI.create(url));
      for (int i = 0; i < 10; i++) {
        many.header("x-" + i, "y");
      }
      HttpResponse<String> above = client.send(many.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(above.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(above.statusCode()).isEqualTo(431);
      assertThat(above.body()).contains("\"detail\":\"more than 10 header fields");
    }
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
