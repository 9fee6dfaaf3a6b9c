package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller of the API sees of a failure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemMapperTest {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();

  /** Fails as it is asked to. */
  @Path("fail")
  public static final class Failing {
    /** A body with one number. */
    public record Body(int count) {}

    /** Throws. */
    @GET
    @Path("{how}")
    public String fail(@PathParam("how") String how, @QueryParam("limit") int limit)
        throws Throwable {
      throw switch (how) {
        case "request" -> new XliveException(WebError.INVALID_PARAMETER, "limit must be 1..200");
        case "unauthenticated" -> new XliveException(SpiError.UNAUTHENTICATED, "a token is needed");
        case "forbidden" -> new XliveException(SpiError.FORBIDDEN, "no right");
        case "missing" -> new XliveException(SpiError.STREAM_NOT_FOUND, "no such stream");
        case "often" ->
            XliveException.retryable(SpiError.RATE_LIMITED, "too many", Duration.ofMillis(2_001));
        case "internal" ->
            new XliveException(SpiError.PLUGIN_FAILED, "at /srv/secret", new RuntimeException("x"));
        case "lost" -> new IOException("secret");
        case "web" -> new WebApplicationException("secret", 409);
        case "error" -> new StackOverflowError("secret");
        default -> new IllegalStateException("a secret path /srv/x");
      };
    }

    /** Takes a body. */
    @POST
    @Path("body")
    @Consumes(MediaType.APPLICATION_JSON)
    public String body(Body body) {
      return "count " + body.count();
    }
  }

  @BeforeAll
  void start() throws Exception {
    ResourceConfig application =
        new ResourceConfig(Failing.class, ProblemMapper.class)
            .register(new JacksonJsonProvider(new Json().mapper()))
            .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new ApiServlet(application)), "/*");
    server.setHandler(context);
    server.start();
  }

  @AfterAll
  void stop() throws Exception {
    client.shutdownNow();
    server.stop();
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + connector.getLocalPort() + "/" + path))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.body())
        .contains("\"status\":" + status, "\"code\":\"" + code + "\"")
        .doesNotContain("secret", "/srv", "Exception", "java.", "\\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "request, 400, invalid_parameter",
    "unauthenticated, 401, unauthenticated",
    "forbidden, 403, forbidden",
    "missing, 404, stream_not_found",
    "often, 429, rate_limited",
    "internal, 500, plugin_failed",
    "unexpected, 500, internal",
    "error, 500, internal",
    "lost, 400, invalid_parameter",
    "web, 409, conflict",
  })
  void everyKindOfFailureIsAProblem(String how, int status, String code) throws Exception {
    HttpResponse<String> answer = send("GET", "fail/" + how, "text/plain", "");
    problem(answer, status, code);
    assertThat(answer.body()).contains("\"instance\":\"/fail/" + how + "\"");
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
  }

  @Test
  void whenToTryAgainIsRoundedUp() throws Exception {
    assertThat(send("GET", "fail/often", "text/plain", "").headers().firstValue("Retry-After"))
        .contains("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | nothing | text/plain | x | 404 | not_found",
        "PUT | fail/body | application/json | {} | 405 | method_not_allowed",
        "POST | fail/body | text/plain | {} | 415 | unsupported_media_type",
        "POST | fail/body | application/json | {\"count\": | 400 | invalid_parameter",
        "POST | fail/body | application/json | {\"count\":\"x\"} | 400 | invalid_parameter",
        "POST | fail/body | application/json | [] | 400 | invalid_parameter",
        "POST | fail/body | application/json | {\"role\":1} | 400 | invalid_parameter",
        "GET | fail/request?limit=x | text/plain | x | 400 | invalid_parameter",
      })
  void whatJerseyRefusesIsAProblemToo(
      String method, String path, String type, String body, int status, String code)
      throws Exception {
    HttpResponse<String> answer = send(method, path, type, body);
    problem(answer, status, code);
    assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void aGoodRequestIsAnswered() throws Exception {
    assertThat(send("POST", "fail/body", "application/json", "{\"count\":3}").body())
        .isEqualTo("count 3");
  }
}
