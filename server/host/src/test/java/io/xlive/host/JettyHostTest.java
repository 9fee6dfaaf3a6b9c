package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.XliveException;
import io.xlive.testkit.ConfigDefaults;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JettyHostTest {
  private static final String ATTRIBUTE = "event.getServletContext().setAttribute(";
  @TempDir private Path home;

  private JettyHost host(int port) {
    return new JettyHost(
        ConfigDefaults.of(
            HttpConfig.class, Map.of("port", Integer.toString(port), "bind", "127.0.0.1")),
        new Installation(Map.of("XLIVE_HOME", home.toString()), property -> null));
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void runsTheWebApplicationAndDrainsItBeforeItEnds() throws Exception {
    Webapp.in(home)
        .withListener(
            ATTRIBUTE
                + "\"io.xlive.drain\", (Runnable) () -> System.setProperty(\"xlive.test.drained\","
                + " event.getServletContext().getInitParameter(\"xlive.home\")));");
    try (JettyHost host = host(0)) {
      host.start();
      HttpResponse<String> nothing = get(host.port(), "/nothing");
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(nothing.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(nothing.body()).contains("\"code\":\"not_found\"").doesNotContain("jetty");
      assertThat(get(host.port(), "/WEB-INF/web.xml").statusCode()).isEqualTo(404);
      assertThat(get(host.port(), "/").body()).doesNotContain("Directory", "href");
      assertThat(System.getProperty("xlive.test.drained")).isNull();
    }
    assertThat(System.clearProperty("xlive.test.drained")).isEqualTo(home.toString());
  }

  @Test
  void aDrainThatFailsDoesNotKeepTheServer() throws Exception {
    Webapp.in(home)
        .withListener(
            ATTRIBUTE
                + "\"io.xlive.drain\", (Runnable) () -> { throw new IllegalStateException(\"x\");"
                + " });");
    JettyHost host = host(0);
    host.start();
    int port = host.port();
    assertThatThrownBy(host::close).isInstanceOf(IllegalStateException.class);
    try (ServerSocket free = new ServerSocket(port)) {
      assertThat(free.isBound()).isTrue();
    }
  }

  @Test
  void whatTheWebApplicationSaysOfItsFailureIsPassedOn() throws Exception {
    Webapp.in(home)
        .withListener(
            ATTRIBUTE
                + "\"io.xlive.failure.lines\", java.util.List.of(\"one\", \"two\"));"
                + ATTRIBUTE
                + "\"io.xlive.failure.code\", 78); throw new IllegalStateException(\"no\");");
    try (JettyHost host = host(0)) {
      assertThatThrownBy(host::start)
          .asInstanceOf(InstanceOfAssertFactories.throwable(StartFailure.class))
          .satisfies(
              failure -> {
                StartFailure told = (StartFailure) failure;
                assertThat(told.lines()).containsExactly("one", "two");
                assertThat(told.exitCode()).isEqualTo(78);
              });
    }
  }

  @Test
  void aPortThatIsTakenIsASentenceAndNothingStarts() throws Exception {
    Webapp.in(home).withListener("System.setProperty(\"xlive.test.started\", \"yes\");");
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
        JettyHost host = host(taken.getLocalPort())) {
      assertThatThrownBy(host::start)
          .isInstanceOf(XliveException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("http.port");
    }
    assertThat(System.getProperty("xlive.test.started")).isNull();
  }
}
