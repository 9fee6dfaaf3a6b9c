package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.security.ForwardedAddress;
import io.xlive.spi.Cidr;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a request comes from, as everything behind the filter sees it. */
class ForwardedFilterTest {
  private static final String FOR = "X-Forwarded-For";
  private static final List<String> US = List.of("127.0.0.0/8");

  private static final class WhoAmI extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(Peers.of(request, "http").host());
    }
  }

  private static HttpResponse<String> ask(
      List<String> proxies, ForwardedAddress.Header header, String... headers) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new WhoAmI()), "/");
    context.addFilter(
        new FilterHolder(
            new ForwardedFilter(
                new ForwardedAddress(proxies.stream().map(Cidr::parse).toList(), header))),
        "/*",
        EnumSet.of(DispatcherType.REQUEST));
    server.setHandler(context);
    server.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"))
              .headers(headers)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } finally {
      server.stop();
    }
  }

  private static String origin(List<String> proxies, String... headers) throws Exception {
    HttpResponse<String> answer = ask(proxies, ForwardedAddress.Header.X_FORWARDED_FOR, headers);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void nobodyIsBelievedWhoIsNotListed() throws Exception {
    assertThat(origin(List.of(), FOR, "192.0.2.7")).isEqualTo("127.0.0.1");
    assertThat(origin(List.of("10.0.0.0/8"), FOR, "192.0.2.7")).isEqualTo("127.0.0.1");
    assertThat(origin(List.of("10.0.0.0/8"), FOR, "nonsense")).isEqualTo("127.0.0.1");
  }

  @Test
  void aListedProxyIsBelieved() throws Exception {
    assertThat(origin(US, FOR, "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(origin(US, "Accept", "*/*")).isEqualTo("127.0.0.1");
  }

  @Test
  void whatTheClientClaimedItselfIsNot() throws Exception {
    assertThat(origin(US, FOR, "127.0.0.1, 192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(origin(US, FOR, "203.0.113.9", FOR, "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(origin(US, FOR, "192.0.2.7", "Forwarded", "for=203.0.113.9"))
        .as("the other header")
        .isEqualTo("192.0.2.7");
    assertThat(origin(US, "Forwarded", "for=203.0.113.9")).isEqualTo("127.0.0.1");
    assertThat(origin(US, "X-Real-IP", "203.0.113.9")).isEqualTo("127.0.0.1");
  }

  @Test
  void severalListedProxiesAreWalkedThrough() throws Exception {
    assertThat(
            origin(List.of("127.0.0.0/8", "10.0.0.0/8"), FOR, "203.0.113.9, 192.0.2.7, 10.1.1.1"))
        .isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7] | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        "192.0.2.7:4711 | 192.0.2.7",
        "::ffff:192.0.2.7 | 192.0.2.7"
      })
  void everyFormOfAnAddressIsRead(String sent, String origin) throws Exception {
    assertThat(origin(US, FOR, sent)).isEqualTo(origin);
  }

  @Test
  void rfc7239IsReadWhenItIsAskedFor() throws Exception {
    assertThat(
            ask(
                    US,
                    ForwardedAddress.Header.FORWARDED,
                    "Forwarded",
                    "for=203.0.113.9, For=\"[2001:db8::7]:4711\";proto=https",
                    FOR,
                    "192.0.2.7")
                .body())
        .isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "unknown", "192.0.2.7,", "example.org", "[2001:db8::7", "1.2.3"})
  void whatAListedProxySaysAndNobodyCanReadIsRefused(String sent) throws Exception {
    HttpResponse<String> answer = ask(US, ForwardedAddress.Header.X_FORWARDED_FOR, FOR, sent);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"invalid_forwarding\"").doesNotContain(sent);
  }
}
