package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStats;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePublishedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerSessionTest {
  private static final StreamPath CAM = new StreamPath("live", "cam1");
  private static final Pattern LOCATION = Pattern.compile("<Location>(.*)</Location>");

  private final FakeClock clock = new FakeClock();
  private final HlsStreams streams =
      new HlsStreams(ConfigDefaults.of(HlsConfig.class), new FakeCodecs(), clock);
  private final HlsOutput output = new HlsOutput(streams);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    FlvPlayback flv =
        new FlvPlayback(
            new FlvStreams(
                ConfigDefaults.of(FlvConfig.class),
                new FakeCodecs(),
                event -> {},
                clock,
                System::nanoTime),
            path -> List.of(),
            new FakeCodecs());
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(
        new ServletHolder(
            new HlsServlet(streams, (request, path, action, protocol) -> audience(), clock, flv)),
        "/");
    server.setHandler(context);
    server.start();
    publish();
    await().until(() -> streams.stats().perStream().getFirst().mediaSequence() >= 1);
  }

  private static PlaybackGate.Audience audience() {
    return PlaybackGate.Audience.EVERYONE;
  }

  private void publish() {
    FakePublishedStream published = new FakePublishedStream(CAM, 35);
    output.opened(published);
    TrackFormat format =
        new TrackFormat(
            TrackId.of(FakeCodec.VIDEO.kind(), 0),
            FakeCodec.VIDEO.kind(),
            FakeCodec.VIDEO.id(),
            1000,
            FakeCodec.CONFIG,
            FakeCodec.VIDEO.describe(FakeCodec.CONFIG));
    for (int i = 0; i < 110; i++) {
      FrameFlags flags = FrameFlags.of(i % 50 == 0, false);
      published.write(
          new MediaFrame(format, 10_000 + i * 40L, 0, 0, flags, FakeCodec.sample(flags, i, 100)));
    }
  }

  @AfterEach
  void stop() throws Exception {
    output.stop();
    client.close();
    server.stop();
  }

  private HttpResponse<String> get(URI uri, String... headers) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + connector.getLocalPort() + path);
  }

  private static List<String> uris(HttpResponse<String> playlist) {
    assertThat(playlist.statusCode()).isEqualTo(200);
    return playlist.body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private HlsStats.OfStream stats() {
    return streams.stats().perStream().getFirst();
  }

  @ParameterizedTest
  @CsvSource({"/live/cam1.m3u8, .m4s", "/live/cam1/index.m3u8, .m4s", "/live/cam1/ts.m3u8, .ts"})
  void whoFollowsAPlaylistIsOneViewer(String start, String media) {
    HttpResponse<String> multivariant = get(at(start));
    assertThat(multivariant.headers().firstValue("Cache-Control")).contains("private, no-store");
    assertThat(stats().viewers()).as("nothing is asked for yet").isEmpty();
    URI playlist = at(start).resolve(uris(multivariant).getFirst());
    assertThat(playlist.getQuery()).matches("xviewer=h[A-Za-z0-9_-]{15}");
    for (String segment : uris(get(playlist))) {
      URI uri = playlist.resolve(segment);
      assertThat(uri.getPath()).endsWith(media);
      assertThat(uri.getQuery()).isEqualTo(playlist.getQuery());
      assertThat(get(uri).statusCode()).isEqualTo(200);
    }
    assertThat(stats().viewers()).isEqualTo(Map.of("hls", 1));
    get(at(start).resolve(uris(get(at(start))).getFirst()));
    assertThat(stats().viewers()).as("another one").isEqualTo(Map.of("hls", 2));
    assertThat(stats().requestsUnknown()).isZero();
    clock.advanceMillis(6_001);
    streams.tick();
    assertThat(stats().viewers()).isEmpty();
  }

  @Test
  void aPlayerOfDashKeepsItsIdWhenItFetchesTheManifestAgain() {
    HttpResponse<String> manifest = get(at("/live/cam1.mpd?token=a%26b"));
    assertThat(manifest.headers().firstValue("Cache-Control")).contains("private, no-store");
    assertThat(stats().viewers()).isEmpty();
    Matcher location = LOCATION.matcher(manifest.body());
    assertThat(location.find()).isTrue();
    assertThat(location.group(1))
        .matches("cam1\\.mpd\\?token=a%26b&amp;xviewer=d[A-Za-z0-9_-]{15}");
    String query = location.group(1).replace("&amp;", "&").substring("cam1.mpd".length());
    HttpResponse<String> again = get(at("/live/cam1.mpd" + query));
    assertThat(again.body()).isEqualTo(manifest.body());
    assertThat(stats().viewers()).isEqualTo(Map.of("dash", 1));
    assertThat(get(at("/live/cam1/video,z,0.m4s" + query)).statusCode()).isEqualTo(200);
    assertThat(stats().viewers()).isEqualTo(Map.of("dash", 1));
  }

  @Test
  void whatIsAskedForWithoutAnIdIsServedAndUnknown() {
    HttpResponse<String> playlist = get(at("/live/cam1/video,index.m3u8"));
    assertThat(uris(playlist)).noneMatch(uri -> uri.contains("xviewer"));
    assertThat(playlist.headers().firstValue("Cache-Control")).contains("public, max-age=1");
    assertThat(stats().viewers()).isEmpty();
    assertThat(stats().requestsUnknown()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereMakesNobodyAViewer() {
    assertThat(get(at("/live/cam1/video,z,99.m4s?xviewer=hAAAAAAAAAAAAAAA")).statusCode())
        .isEqualTo(404);
    assertThat(stats().viewers()).isEmpty();
  }

  @Test
  void aQueryThatLeavesNoRoomForAnIdIsServedWithoutOne() {
    String most = "a=" + "b".repeat(ReloadQuery.LONGEST - 2);
    URI playlist = at("/live/cam1.m3u8").resolve(uris(get(at("/live/cam1.m3u8?" + most))).get(0));
    assertThat(playlist.getQuery()).isEqualTo(most);
    assertThat(get(playlist).statusCode()).isEqualTo(200);
  }

  @Test
  void whatPlayersTellInTheQueryAndInHeadersIsCounted() {
    URI playlist = at("/live/cam1/video,index.m3u8");
    get(URI.create(playlist + "?CMCD=bl%3D3000%2Cbs%2Csf%3Dh%2Csid%3D%22one%22"));
    get(
        at("/live/cam1/video,z,0.m4s"),
        "CMCD-Request",
        "bl=1000",
        "CMCD-Session",
        "sf=d,sid=\"two\"",
        "CMCD-Status",
        "bs");
    assertThat(stats().viewers()).isEqualTo(Map.of("hls", 1, "dash", 1));
    HttpResponse<String> garbage = get(URI.create(playlist + "?CMCD=bl%3Dlots"));
    assertThat(garbage.statusCode()).as("it changes no answer").isEqualTo(200);
    assertThat(garbage.body()).doesNotContain("CMCD");
    get(playlist, "CMCD-Status", "bs=maybe");
    assertThat(stats().players())
        .isEqualTo(new HlsStats.Players(2, 2, 2, Optional.of(2_000L), Optional.empty()));
    assertThat(stats().requestsUnknown()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/cam1/video,index.m3u8", "/live/cam1.m3u8", "/live/cam1.mpd"})
  void playlistsWithAnIdArePackedToo(String path) throws Exception {
    URI uri = at(path + "?xviewer=h0123456789abcde");
    HttpResponse<String> plain = get(uri);
    assertThat(plain.body()).contains("?xviewer=h0123456789abcde");
    HttpResponse<byte[]> packed =
        client.send(
            HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()));
    assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    assertThat(packed.body().length).isLessThan(plain.body().length());
  }
}
