package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvOutput;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsStreams;
import io.xlive.mediakit.flv.FlvReader;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FrameFlags;
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
import io.xlive.testkit.Frames;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlvPlaybackTest {
  private static final StreamPath CAM = new StreamPath("live", "cam");
  private static final FakeCodec HEVC =
      new FakeCodec(
          new CodecId("fake-hevc"),
          TrackKind.VIDEO,
          new FlvMapping("hvc1", OptionalInt.empty(), true, true),
          Optional.empty());
  private static final TrackFormat NEW = Frames.format(HEVC, TrackId.of(TrackKind.VIDEO, 0));

  private final FakeCodecs codecs = new FakeCodecs(FakeCodec.VIDEO, FakeCodec.AUDIO, HEVC);
  private final FlvStreams streams =
      new FlvStreams(
          ConfigDefaults.of(FlvConfig.class, Map.of("max-clients-per-stream", "2")),
          codecs,
          event -> {},
          new FakeClock(),
          System::nanoTime);
  private final FlvOutput output = new FlvOutput(streams);
  private final FakePublishedStream published = new FakePublishedStream(CAM, 1);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ServletContextHandler context = new ServletContextHandler("/");
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile List<TrackFormat> formats = List.of(Frames.VIDEO, Frames.AUDIO);

  private static PlaybackGate.Audience admit(
      HttpServletRequest request, StreamPath path, RateLimitAction action, String protocol) {
    assertThat(action).isEqualTo(RateLimitAction.PLAY);
    boolean socket = "websocket".equals(request.getHeader("Upgrade"));
    assertThat(protocol).isEqualTo(socket ? "ws-flv" : "flv");
    if (path.app().equals("closed")) {
      throw new XliveException(SpiError.UNAUTHENTICATED, "playing closed/* needs a token");
    }
    return request.getParameter("token") == null
        ? PlaybackGate.Audience.EVERYONE
        : PlaybackGate.Audience.CALLER;
  }

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    FlvPlayback flv = new FlvPlayback(streams, path -> formats, codecs);
    HlsStreams hls = new HlsStreams(ConfigDefaults.of(HlsConfig.class), codecs, new FakeClock());
    ServletHolder servlet =
        new ServletHolder(new HlsServlet(hls, FlvPlaybackTest::admit, new FakeClock(), flv));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/");
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    server.setHandler(context);
    server.start();
    output.opened(published);
  }

  @AfterEach
  void stop() throws Exception {
    output.stop();
    client.shutdownNow();
    server.stop();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + connector.getLocalPort() + path));
  }

  private HttpResponse<String> text(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Publishes until the player has its first bytes, as a stream does. */
  private HttpResponse<InputStream> play(String path) throws Exception {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    await().until(() -> streams.stats().clients() > 0);
    write(0);
    return answer.get(5, TimeUnit.SECONDS);
  }

  private void write(long dts) {
    published.write(
        Frames.interleave(
            Frames.gop(Frames.VIDEO, dts, 40, 5), Frames.audio(Frames.AUDIO, dts, 9)));
  }

  private static int tags(Bytes flv) {
    FlvReader reader = new FlvReader(flv);
    int count = 0;
    while (reader.next().isPresent()) {
      count++;
    }
    return count;
  }

  @Test
  void aPlayerGetsTheStreamUntilItEnds() throws Exception {
    HttpResponse<InputStream> answer = play("/live/cam.flv");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("video/x-flv");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    write(200);
    published.end(EndReason.FINISHED);
    assertThat(tags(Bytes.copyOf(answer.body().readAllBytes()))).isEqualTo(2 + 2 * 14);
    await().until(() -> streams.stats().clients() == 0);
  }

  @Test
  void theHostsShortWayCarriesWhatFollowsTheFirstBytes() throws Exception {
    ShortWay host = new ShortWay();
    context.getServletContext().setAttribute("io.xlive.body", host);
    HttpResponse<InputStream> answer = play("/live/cam.flv");
    await().until(() -> host.taken.size() > 0);
    write(200);
    write(400);
    published.end(EndReason.FINISHED);
    host.first.complete(true);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(answer.body().readAllBytes());
    host.taken.writeTo(whole);
    assertThat(tags(Bytes.copyOf(whole.toByteArray()))).isEqualTo(2 + 3 * 14);
    assertThat(host.beside).as("written while a write was under way").hasValue(0);
    await().until(() -> streams.stats().clients() == 0);
  }

  @Test
  void whereTheHostsShortWayIsNoneTheContainerCarriesAll() throws Exception {
    Function<Object, Optional<Function<ByteBuffer, CompletableFuture<Boolean>>>> host =
        request -> Optional.of(bytes -> CompletableFuture.completedFuture(false));
    context.getServletContext().setAttribute("io.xlive.body", host);
    HttpResponse<InputStream> answer = play("/live/cam.flv");
    write(200);
    published.end(EndReason.FINISHED);
    assertThat(tags(Bytes.copyOf(answer.body().readAllBytes()))).isEqualTo(2 + 2 * 14);
  }

  @Test
  void aPlayerWhoseShortWayBreaksIsForgotten() throws Exception {
    Function<Object, Optional<Function<ByteBuffer, CompletableFuture<Boolean>>>> host =
        request -> Optional.of(bytes -> CompletableFuture.failedFuture(new IOException("gone")));
    context.getServletContext().setAttribute("io.xlive.body", host);
    HttpResponse<InputStream> answer = play("/live/cam.flv");
    await().until(() -> streams.stats().clients() == 0);
    answer.body().close();
  }

  @Test
  void whatIsForOneCallerIsForNoOtherSite() throws Exception {
    HttpResponse<InputStream> answer = play("/live/cam.flv?token=t");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    answer.body().close();
  }

  @Test
  void theHeadersAloneStartNothing() throws Exception {
    HttpResponse<Void> answer =
        client.send(
            request("/live/cam.flv").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("video/x-flv");
    assertThat(streams.stats().clients()).isZero();
  }

  @Test
  void refusalsAreProblems() throws Exception {
    HttpResponse<String> missing = text("/live/other.flv");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(missing.body()).contains("\"stream_not_found\"");
    assertThat(text("/closed/cam.flv").statusCode()).isEqualTo(401);
    assertThat(text("/live/cam.flv?legacy=2").statusCode()).isEqualTo(400);
    assertThat(text("/live/%2e%2e.flv").statusCode()).isEqualTo(400);
    assertThat(text("/.flv").statusCode()).isEqualTo(404);
    assertThat(streams.stats().clients()).isZero();
  }

  @Test
  void legacyIsRefusedWhereItCannotCarryTheStream() throws Exception {
    formats = List.of(NEW, Frames.AUDIO);
    HttpResponse<String> refused = text("/live/cam.flv?legacy=1");
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(refused.body()).contains("\"codec_not_in_legacy_flv\"", "fake-hevc");
    formats = List.of(Frames.VIDEO, Frames.AUDIO);
    HttpResponse<InputStream> played = play("/live/cam.flv?legacy=1");
    assertThat(played.statusCode()).isEqualTo(200);
    played.body().close();
  }

  @Test
  void onePlayerTooManyIsTurnedAwayAndAPlaceIsFreeAgainWhenOneLeaves() throws Exception {
    HttpResponse<InputStream> first = play("/live/cam.flv");
    HttpResponse<InputStream> second = play("/live/cam.flv");
    HttpResponse<String> third = text("/live/cam.flv");
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.body()).contains("flv.max-clients-per-stream");
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    second.body().close();
    // That it is gone shows when something is written.
    await()
        .until(
            () -> {
              write(400);
              return streams.stats().clients() == 1;
            });
    first.body().close();
  }

  @Test
  void aPlayerThatReadsNothingDoesNotStopTheOthers() throws Exception {
    HttpResponse<InputStream> stuck = play("/live/cam.flv");
    HttpResponse<InputStream> reader = play("/live/cam.flv");
    byte[] buffer = new byte[1 << 16];
    long read = 0;
    for (int i = 1; read < 24L << 20; i++) {
      published.write(Frames.frame(Frames.VIDEO, 400L * i, 0, FrameFlags.KEY, 1 << 20));
      long more = read + (1 << 20) - (1 << 16);
      while (read < more) {
        read += reader.body().read(buffer);
      }
    }
    await().until(() -> streams.stats().tagsDropped() > 0);
    stuck.body().close();
    reader.body().close();
  }

  @Test
  void aWebSocketCarriesTheSame() throws Exception {
    Listening listener = new Listening();
    CompletableFuture<WebSocket> socket =
        client.newWebSocketBuilder().buildAsync(ws("/live/cam.flv"), listener);
    WebSocket open = socket.get(5, TimeUnit.SECONDS);
    await().until(() -> streams.viewers(CAM).equals(Map.of("ws-flv", 1)));
    write(0);
    open.sendText("what a player says is ignored", true).get(5, TimeUnit.SECONDS);
    await().until(() -> listener.bytes().length() > 13 && tags(listener.bytes()) == 16);
    write(200);
    published.end(EndReason.FINISHED);
    assertThat(listener.closed.get(5, TimeUnit.SECONDS)).isEqualTo("1000 the stream is over");
    assertThat(tags(listener.bytes())).isEqualTo(30);
    await().until(() -> streams.stats().clients() == 0);
  }

  @Test
  void aWebSocketIsRefusedBeforeItIsOne() {
    assertThat(handshake("/closed/cam.flv")).isEqualTo(401);
    assertThat(handshake("/live/other.flv")).isEqualTo(404);
    assertThat(streams.stats().clients()).isZero();
  }

  @Test
  void aPlayerThatClosesItsWebSocketIsForgotten() throws Exception {
    WebSocket open =
        client
            .newWebSocketBuilder()
            .buildAsync(ws("/live/cam.flv"), new Listening())
            .get(5, TimeUnit.SECONDS);
    await().until(() -> streams.stats().clients() == 1);
    open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);
    await().until(() -> streams.stats().clients() == 0);
  }

  @Test
  void withoutWebSocketsInTheContainerOneIsToldSo() throws Exception {
    context.removeAttribute("jakarta.websocket.server.ServerContainer");
    context.getServletContext().removeAttribute("jakarta.websocket.server.ServerContainer");
    assertThat(handshake("/live/cam.flv")).isEqualTo(501);
    assertThat(streams.stats().clients()).isZero();
  }

  private URI ws(String path) {
    return URI.create("ws://localhost:" + connector.getLocalPort() + path);
  }

  private int handshake(String path) {
    try {
      client.newWebSocketBuilder().buildAsync(ws(path), new Listening()).join();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  /** A host's short way whose first write is not complete before {@link #first} is. */
  private static final class ShortWay
      implements Function<Object, Optional<Function<ByteBuffer, CompletableFuture<Boolean>>>> {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final CompletableFuture<Boolean> first = new CompletableFuture<>();
    final AtomicInteger beside = new AtomicInteger();

    @Override
    public Optional<Function<ByteBuffer, CompletableFuture<Boolean>>> apply(Object request) {
      return Optional.of(this::write);
    }

    private CompletableFuture<Boolean> write(ByteBuffer bytes) {
      if (taken.size() > 0 && !first.isDone()) {
        beside.incrementAndGet();
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      taken.writeBytes(copy);
      return first.isDone() ? CompletableFuture.completedFuture(true) : first;
    }
  }

  /** Keeps what a WebSocket gets. */
  private static final class Listening implements WebSocket.Listener {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final CompletableFuture<String> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] copy = new byte[data.remaining()];
      data.get(copy);
      synchronized (taken) {
        taken.writeBytes(copy);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status + " " + reason);
      return null;
    }

    Bytes bytes() {
      synchronized (taken) {
        return Bytes.copyOf(taken.toByteArray());
      }
    }
  }
}
