package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.stream.Gate;
import io.xlive.stream.StreamConfig;
import io.xlive.stream.StreamHub;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodecs;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages of {@code /streams}. */
class StreamsPageTest {
  private final FakeClock clock = new FakeClock();
  private final FakeCodecs codecs = new FakeCodecs();
  private final StreamHub hub =
      new StreamHub(
          ConfigDefaults.of(StreamConfig.class),
          (permission, path, peer, credential) -> Gate.ANONYMOUS,
          request -> RateLimitVerdict.ALLOWED,
          List::of,
          event -> {},
          clock,
          () -> 0);
  private final StreamsResource resource =
      new StreamsResource(
          hub,
          new ViewerCounts(
              hub,
              new HlsStreams(ConfigDefaults.of(HlsConfig.class), codecs, clock),
              new FlvStreams(
                  ConfigDefaults.of(FlvConfig.class), codecs, event -> {}, clock, () -> 0)));

  @AfterEach
  void close() {
    hub.close();
  }

  private void publish(String... names) {
    for (String name : names) {
      hub.publish(
              new PublishRequest(
                  new StreamPath("live", name),
                  new Peer("rtmp", new InetSocketAddress("192.0.2.1", 4000), "OBS", false, "1"),
                  Optional.empty(),
                  Map.of()))
          .toCompletableFuture()
          .join();
    }
  }

  private StreamsResource.Page page(int limit, String cursor) {
    return resource.streams(
        limit,
        cursor,
        answering(SecurityContext.class, "isUserInRole", false),
        answering(ServletContext.class, "getContextPath", ""));
  }

  private static <T> T answering(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            StreamsPageTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer;
              }
              throw new UnsupportedOperationException(called.getName());
            }));
  }

  private static List<String> paths(StreamsResource.Page page) {
    return page.items().stream().map(StreamJson::path).toList();
  }

  @Test
  void pagesLeadThroughAllOfThemOnce() {
    publish("e", "b", "g", "a", "f", "c", "d");
    List<List<String>> pages = new ArrayList<>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      StreamsResource.Page page = page(3, cursor.get());
      pages.add(paths(page));
      cursor = page.next();
    }
    assertThat(pages)
        .containsExactly(
            List.of("live/a", "live/b", "live/c"),
            List.of("live/d", "live/e", "live/f"),
            List.of("live/g"));
  }

  @Test
  void aFullLastPageIsTheLast() {
    publish("a", "b");
    assertThat(page(2, "").next()).isEmpty();
    assertThat(page(1, "").next()).contains("live/a");
    assertThat(page(50, "live/b").items()).isEmpty();
    assertThat(page(50, "live/b").next()).isEmpty();
  }

  @Test
  void whoComesAndGoesMeanwhileMovesNobodyElse() {
    publish("b", "d", "f");
    assertThat(paths(page(2, ""))).containsExactly("live/b", "live/d");
    publish("a", "e");
    hub.kick(new StreamPath("live", "d"));
    assertThat(paths(page(2, "live/d"))).containsExactly("live/e", "live/f");
  }

  @Test
  void aPageHasOneTo200() {
    publish("a");
    assertThat(page(1, "").items()).hasSize(1);
    assertThat(page(200, "").items()).hasSize(1);
    for (int limit : List.of(0, -1, 201)) {
      assertThatThrownBy(() -> page(limit, ""))
          .isInstanceOfSatisfying(
              XliveException.class, e -> assertThat(e.code()).isEqualTo(WebError.INVALID_PARAMETER))
          .hasMessageContaining("limit must be 1..200: " + limit);
    }
  }
}
