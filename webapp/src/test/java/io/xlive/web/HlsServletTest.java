package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePublishedStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HlsServletTest {
  private static final StreamPath CAM = new StreamPath("live", "cam1");
  private static final StreamPath OTHER = new StreamPath("live", "music");
  private static final FlvPlayback FLV =
      new FlvPlayback(
          new FlvStreams(
              ConfigDefaults.of(FlvConfig.class),
              new FakeCodecs(),
              event -> {},
              new FakeClock(),
              System::nanoTime),
          path -> List.of(),
          new FakeCodecs());

  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(HlsConfig.class),
          new FakeCodecs(
              FakeCodec.VIDEO,
              new FakeCodec(
                  FakeCodec.AUDIO.id(),
                  TrackKind.AUDIO,
                  FakeCodec.AUDIO.flv(),
                  java.util.Optional.empty())),
          new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();

  private static PlaybackGate.Audience admit(
      HttpServletRequest request, StreamPath path, RateLimitAction action, String protocol) {
    if (path.app().equals("closed")) {
      throw new XliveException(SpiError.UNAUTHENTICATED, "playing closed/* needs a token");
    }
    if (path.app().equals("busy")) {
      throw XliveException.retryable(
          SpiError.RATE_LIMITED, "rule x: ratelimit.x", Duration.ofMillis(1500));
    }
    return request.getParameter("token") == null
        ? PlaybackGate.Audience.EVERYONE
        : PlaybackGate.Audience.CALLER;
  }

  @BeforeAll
  void start() throws Exception {
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(
        new ServletHolder(new HlsServlet(streams, HlsServletTest::admit, new FakeClock(), FLV)),
        "/");
    server.setHandler(context);
    server.start();
    publish(CAM, FakeCodec.VIDEO, 200_000);
    publish(OTHER, FakeCodec.AUDIO, 100);
    await().until(() -> get("/live/cam1.m3u8").statusCode() == 200);
    await().until(() -> get("/live/music.m3u8").statusCode() == 200);
  }

  @AfterAll
  void stop() throws Exception {
    output.stop();
    client.close();
    server.stop();
  }

  private void publish(StreamPath path, FakeCodec codec, int size) {
    FakePublishedStream published = new FakePublishedStream(path, 35);
    output.opened(published);
    TrackFormat format =
        new TrackFormat(
            TrackId.of(codec.kind(), 0),
            codec.kind(),
            codec.id(),
            1000,
            FakeCodec.CONFIG,
            codec.describe(FakeCodec.CONFIG));
    for (int i = 0; i < 110; i++) {
      FrameFlags flags = FrameFlags.of(i % 50 == 0 || codec.kind() == TrackKind.AUDIO, false);
      published.write(
          new MediaFrame(
              format,
              10_000 + i * 40L,
              0,
              0,
              flags,
              FakeCodec.sample(flags, i, i == 0 ? size : 100)));
    }
  }

  @Test
  void theDashManifestAndTheClockThatItNames() {
    HttpResponse<byte[]> manifest = send("GET", "/live/cam1.mpd");
    assertThat(manifest.statusCode()).isEqualTo(200);
    assertThat(manifest.headers().firstValue("Content-Type")).contains("application/dash+xml");
    assertThat(manifest.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(new String(manifest.body(), StandardCharsets.UTF_8))
        .contains("media=\"cam1/video,z,$Number$.m4s?", "value=\"cam1/clock,now.txt?");
    HttpResponse<byte[]> clock = send("GET", "/live/cam1/clock,now.txt");
    assertThat(new String(clock.body(), StandardCharsets.UTF_8))
        .isEqualTo(new FakeClock().instant().toString());
    assertThat(clock.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(send("GET", "/closed/cam1/clock,now.txt").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/live/none.mpd").statusCode()).isEqualTo(404);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + connector.getLocalPort() + path);
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/live/cam1.m3u8, cam1/video",
    "/live/cam1/index.m3u8, video",
    "/live/cam1/playlist.m3u8, video",
    "/live/cam1/master.m3u8, video",
    "/live/cam1/ts.m3u8, ts",
  })
  void multivariantPlaylistUnderAllItsNames(String path, String variant) {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response))
        .startsWith("#EXTM3U\n")
        .contains("\n" + variant + ",index.m3u8?")
        .endsWith("\n");
    assertThat(header(response, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void everyListedAddressAnswers() {
    URI start = uri("/live/cam1.m3u8");
    URI media =
        start.resolve(
            text(get("/live/cam1.m3u8"))
                .lines()
                .filter(l -> !l.startsWith("#"))
                .findFirst()
                .orElseThrow());
    String playlist = text(get(media.getPath()));
    playlist
        .lines()
        .filter(l -> !l.startsWith("#"))
        .forEach(
            name -> {
              HttpResponse<byte[]> segment = get(media.resolve(name).getPath());
              assertThat(segment.statusCode()).isEqualTo(200);
              assertThat(header(segment, "Content-Type")).isEqualTo("video/mp4");
              assertThat(header(segment, "Cache-Control"))
                  .isEqualTo("public, max-age=86400, immutable");
              assertThat(new String(segment.body(), 4, 4, StandardCharsets.US_ASCII))
                  .isEqualTo("prft");
            });
    assertThat(playlist).contains("video,z,0.m4s", "video,z,init-0.mp4");
    HttpResponse<byte[]> init = get("/live/cam1/video,z,init-0.mp4");
    assertThat(new String(init.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    HttpResponse<byte[]> ts = get("/live/cam1/ts,z,0.ts");
    assertThat(header(ts, "Content-Type")).isEqualTo("video/mp2t");
    assertThat(ts.body().length % 188).isZero();
  }

  @Test
  void aSegmentIsItsParts() {
    byte[] segment = get("/live/cam1/video,z,0.m4s").body();
    byte[] first = get("/live/cam1/video,z,0,0.m4s").body();
    assertThat(first).isEqualTo(java.util.Arrays.copyOf(segment, first.length));
    assertThat(segment.length).isGreaterThan(200_000).isGreaterThan(first.length);
  }

  @Test
  void playlistsAreZippedWhenThatIsAccepted() throws IOException {
    HttpResponse<byte[]> zipped = get("/live/cam1/video,index.m3u8", "Accept-Encoding", "br, gzip");
    HttpResponse<byte[]> plain = get("/live/cam1/video,index.m3u8");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
    InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()));
    assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
    HttpResponse<byte[]> refused =
        get("/live/cam1/video,index.m3u8", "Accept-Encoding", "gzip;q=0");
    assertThat(header(refused, "Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/cam1/video,index.m3u8", "/live/cam1/video,z,0.m4s"})
  void whatTheClientHasIsNotSentAgain(String path) {
    String etag = header(get(path), "ETag");
    HttpResponse<byte[]> again = get(path, "If-None-Match", "\"x\", W/" + etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void headIsGetWithoutABody() {
    HttpResponse<byte[]> get = get("/live/cam1/video,z,0.m4s");
    HttpResponse<byte[]> head = send("HEAD", "/live/cam1/video,z,0.m4s");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
    assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
  }

  @Test
  void oneRangeAcrossPartsAndSlices() {
    byte[] whole = get("/live/cam1/video,z,0.m4s").body();
    int from = 65_000;
    int to = whole.length - 2;
    HttpResponse<byte[]> part =
        get("/live/cam1/video,z,0.m4s", "Range", "bytes=" + from + "-" + to);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range"))
        .isEqualTo("bytes " + from + "-" + to + "/" + whole.length);
    assertThat(Bytes.copyOf(part.body())).isEqualTo(Bytes.copyOf(whole).slice(from, to - from + 1));
  }

  @Test
  void whatIsAskedForOftenStaysWhatItIs() {
    String path = "/live/cam1/ts,z,0.ts";
    byte[] whole = get(path).body();
    for (int i = 0; i < 8; i++) {
      assertThat(Bytes.copyOf(get(path).body())).isEqualTo(Bytes.copyOf(whole));
    }
    HttpResponse<byte[]> part = get(path, "Range", "bytes=100-150000");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(Bytes.copyOf(part.body())).isEqualTo(Bytes.copyOf(whole).slice(100, 149_901));
    HttpResponse<byte[]> head = send("HEAD", path);
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(whole.length));
    InProcess others =
        new InProcess(
            new HlsServlet(
                streams,
                (request, stream, action, protocol) -> PlaybackGate.Audience.EVERYONE,
                new FakeClock(),
                FLV));
    assertThat(others.get(URI.create(path), "192.0.2.1", Map.of()).direct()).isTrue();
  }

  @Test
  void severalRangesAreTheWholeAndOutsideIs416() {
    byte[] whole = get("/live/cam1/video,z,0.m4s").body();
    HttpResponse<byte[]> several = get("/live/cam1/video,z,0.m4s", "Range", "bytes=0-1,5-6");
    assertThat(several.statusCode()).isEqualTo(200);
    assertThat(several.body()).hasSameSizeAs(whole);
    HttpResponse<byte[]> outside =
        get("/live/cam1/video,z,0.m4s", "Range", "bytes=" + whole.length + "-");
    assertThat(outside.statusCode()).isEqualTo(416);
    assertThat(header(outside, "Content-Range")).isEqualTo("bytes */" + whole.length);
    HttpResponse<byte[]> other =
        get("/live/cam1/video,z,0.m4s", "Range", "bytes=0-1", "If-Range", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/live/nobody.m3u8, stream_not_found",
    "/live/nobody/video%2Cz%2C0.m4s, stream_not_found",
    "/live/cam1/video%2Cz%2C99.m4s, not_found",
    "/live/cam1/video%2Cy%2C0.m4s, not_found",
    "/live/cam1/audio%2Cz%2C0.m4s, not_found",
    "/live/music/ts.m3u8, not_found",
    "/favicon.ico, not_found",
    "/, not_found",
  })
  void unknownIsAProblemThatPlayersCanRead(String path, String code) {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(text(response)).contains("\"code\":\"" + code + "\"", "\"status\":404");
  }

  @Test
  void whatTheGateRefusesIsRefusedAlsoWhenItDoesNotExist() {
    HttpResponse<byte[]> refused = get("/closed/cam1.m3u8");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
    HttpResponse<byte[]> busy = get("/busy/cam1.m3u8");
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(header(busy, "Retry-After")).isEqualTo("2");
  }

  @Test
  void whatIsForACallerIsForNoOtherSiteAndNoSharedCache() {
    HttpResponse<byte[]> response = get("/live/cam1.m3u8?token=x");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
    assertThat(header(response, "Cache-Control")).startsWith("private, ");
  }

  @Test
  void preflightAndOtherMethods() {
    HttpResponse<byte[]> preflight = send("OPTIONS", "/live/cam1.m3u8");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Range");
    HttpResponse<byte[]> post = send("POST", "/live/cam1.m3u8");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(header(post, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/live/%2e%2e/cam1.m3u8", "/live%2fcam1.m3u8", "/live/cam1.m3u8;x=y",
            "/live/..%5ccam1.m3u8",
        "/live/%00.m3u8", "/live/%c0%ae.m3u8", "/live//cam1.m3u8", "/live/%252e.m3u8"
      })
  void ambiguousPathsAreRefused(String path) throws IOException {
    try (Socket socket = new Socket("localhost", connector.getLocalPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }
}
