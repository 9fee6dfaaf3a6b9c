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
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JettyHostTest {
  private static final String ATTRIBUTE = "event.getServletContext().setAttribute(";
  @TempDir private Path home;

  private JettyHost host(int port) {
    return new JettyHost(
        ConfigDefaults.of(
            HttpConfig.class,
            Map.of("port", Integer.toString(port), "bind", "127.0.0.1", "header-timeout", "1s")),
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
  void nothingStaysInTheTemporaryFolder() throws Exception {
    Webapp.in(home)
        .withListener(
            "System.setProperty(\"xlive.test.temp\", event.getServletContext()"
                + ".getAttribute(\"jakarta.servlet.context.tempdir\").toString());");
    try (JettyHost host = host(0)) {
      host.start();
      assertThat(Path.of(System.getProperty("xlive.test.temp"))).isDirectory();
    }
    assertThat(Path.of(System.clearProperty("xlive.test.temp"))).doesNotExist();
  }

  /** Gives every text back. */
  private static final String ECHO =
      """
      try {
        ((jakarta.websocket.server.ServerContainer)
                event.getServletContext()
                    .getAttribute("jakarta.websocket.server.ServerContainer"))
            .addEndpoint(
                jakarta.websocket.server.ServerEndpointConfig.Builder.create(
                        jakarta.websocket.Endpoint.class, "/echo")
                    .configurator(
                        new jakarta.websocket.server.ServerEndpointConfig.Configurator() {
                          @Override
                          public <T> T getEndpointInstance(Class<T> type) {
                            return type.cast(
                                new jakarta.websocket.Endpoint() {
                                  @Override
                                  public void onOpen(
                                      jakarta.websocket.Session session,
                                      jakarta.websocket.EndpointConfig config) {
                                    session.addMessageHandler(
                                        String.class,
                                        text -> session.getAsyncRemote().sendText(text));
                                  }
                                });
                          }
                        })
                    .build());
      } catch (jakarta.websocket.DeploymentException e) {
        throw new IllegalStateException(e);
      }
      """;

  @Test
  void aWebSocketOwesNoRequest() throws Exception {
    Webapp.in(home).withListener(ECHO);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (JettyHost host = host(0);
        HttpClient client = HttpClient.newHttpClient()) {
      host.start();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + host.port() + "/echo"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean last) {
                      told.add(text.toString());
                      from.request(1);
                      return CompletableFuture.completedStage(null);
                    }
                  })
              .get(30, TimeUnit.SECONDS);
      socket.sendText("one", true).get(30, TimeUnit.SECONDS);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
      assertThat(told.poll(2_500, TimeUnit.MILLISECONDS)).as("longer than a header").isNull();
      socket.sendText("two", true).get(30, TimeUnit.SECONDS);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("two");
      socket.abort();
    }
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
