package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePublishedStream;
import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that wait for a stream, over real sockets. Segments of a second: they wait three. */
class BlockedRequestTest {
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(
              HlsConfig.class,
              Map.of("segment-duration", "1s", "max-blocked-reloads-per-stream", "2")),
          new FakeCodecs(FakeCodec.VIDEO),
          new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();
  private final FakePublishedStream published =
      new FakePublishedStream(new StreamPath("live", "cam1"), 35);
  private int frames;

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    FlvPlayback flv =
        new FlvPlayback(
            new FlvStreams(
                ConfigDefaults.of(FlvConfig.class),
                new FakeCodecs(),
                event -> {},
                new FakeClock(),
                System::nanoTime),
            path -> List.of(),
            new FakeCodecs());
    ServletHolder holder =
        new ServletHolder(
            new HlsServlet(
                streams,
                (request, path, action, protocol) -> PlaybackGate.Audience.EVERYONE,
                new FakeClock(),
                flv));
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/");
    server.setHandler(context);
    server.start();
    output.opened(published);
    // Segments 0 and 1, and the first part of segment 2, which the packager is told of by the
    // clock:
    // nobody waits for it.
    write(55, 100);
    await()
        .until(
            () -> {
              streams.tick();
              return get("/live/cam1/video,index.m3u8")
                  .join()
                  .body()
                  .contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"video,z,2,1.m4s\"");
            });
  }

  @AfterEach
  void stop() throws Exception {
    output.stop();
    // A test that failed has left an answer unread, and close alone would wait for it.
    client.shutdownNow();
    client.close();
    server.stop();
  }

  private void write(int count, int size) {
    TrackFormat format =
        new TrackFormat(
            TrackId.of(TrackKind.VIDEO, 0),
            TrackKind.VIDEO,
            FakeCodec.VIDEO.id(),
            1000,
            FakeCodec.CONFIG,
            FakeCodec.VIDEO.describe(FakeCodec.CONFIG));
    for (int end = frames + count; frames < end; frames++) {
      FrameFlags flags = FrameFlags.of(frames % 25 == 0, false);
      published.write(
          new MediaFrame(
              format, 10_000 + frames * 40L, 0, 0, flags, FakeCodec.sample(flags, frames, size)));
    }
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    URI uri = URI.create("http://localhost:" + connector.getLocalPort() + path);
    return client.sendAsync(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void blocked(int count) {
    await().until(() -> streams.stats().blockedReloads() == count);
  }

  @Test
  void aReloadAndTheHintedPartAreAnsweredWhenThePartIsThere() {
    var reload = get("/live/cam1/video,index.m3u8?_HLS_msn=2&_HLS_part=1&token=x");
    var hinted = get("/live/cam1/video,z,2,1.m4s");
    blocked(2);
    assertThat(reload).isNotDone();
    write(5, 100);
    assertThat(reload.join().statusCode()).isEqualTo(200);
    assertThat(reload.join().body()).contains("video,z,2,1.m4s?token=x");
    assertThat(reload.join().headers().firstValue("Cache-Control")).contains("public, max-age=6");
    assertThat(hinted.join().statusCode()).isEqualTo(200);
    blocked(0);
  }

  @Test
  void whatDoesNotComeInTimeIsTold() {
    long asked = System.nanoTime();
    HttpResponse<String> answer = get("/live/cam1/video,index.m3u8?_HLS_msn=2&_HLS_part=1").join();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(WAIT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"stream_stalled\"");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    blocked(0);
  }

  @Test
  void moreThanMayWaitAreRefusedAtOnce() {
    var first = get("/live/cam1/video,index.m3u8?_HLS_msn=2&_HLS_part=1");
    var second = get("/live/cam1/video,index.m3u8?_HLS_msn=2&_HLS_part=1");
    blocked(2);
    HttpResponse<String> third = get("/live/cam1/video,index.m3u8?_HLS_msn=2&_HLS_part=1").join();
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.body()).contains("limit_reached", "hls.max-blocked-reloads-per-stream");
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    write(5, 100);
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(second.join().statusCode()).isEqualTo(200);
  }

  @Test
  void aSegmentThatGrowsIsSentPartByPart() throws Exception {
    URI uri =
        URI.create("http://localhost:" + connector.getLocalPort() + "/live/cam1/video,z,2.m4s");
    HttpResponse<InputStream> growing =
        client.send(
            HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(growing.statusCode()).isEqualTo(200);
    assertThat(growing.headers().firstValue("Transfer-Encoding")).contains("chunked");
    assertThat(growing.headers().firstValue("Content-Length")).isEmpty();
    assertThat(growing.headers().firstValue("Content-Type")).contains("video/mp4");
    byte[] first = bytes("/live/cam1/video,z,2,0.m4s");
    assertThat(growing.body().readNBytes(first.length)).as("before there is more").isEqualTo(first);
    blocked(1);
    write(5, 100);
    byte[] second = bytes("/live/cam1/video,z,2,1.m4s");
    assertThat(growing.body().readNBytes(second.length)).isEqualTo(second);
    write(25, 100);
    byte[] rest = growing.body().readAllBytes();
    HttpResponse<byte[]> whole =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    ByteArrayOutputStream sum = new ByteArrayOutputStream();
    sum.writeBytes(first);
    sum.writeBytes(second);
    sum.writeBytes(rest);
    assertThat(sum.toByteArray()).isEqualTo(whole.body());
    assertThat(whole.headers().firstValue("Content-Length")).isPresent();
    assertThat(whole.headers().firstValue("ETag")).isEqualTo(growing.headers().firstValue("ETag"));
    blocked(0);
  }

  @Test
  void whoComesLateGetsAllThatThereIsAndTheRest() throws Exception {
    write(15, 100);
    await()
        .until(
            () -> {
              streams.tick();
              return get("/live/cam1/video,index.m3u8").join().body().contains("video,z,2,3.m4s");
            });
    var growing = get("/live/cam1/video,z,2.m4s");
    blocked(1);
    write(30, 100);
    assertThat(growing.join().body()).isEqualTo(get("/live/cam1/video,z,2.m4s").join().body());
    blocked(0);
  }

  @Test
  void aQuestionForTheHeadersOfAGrowingSegmentIsAnsweredAtOnce() throws Exception {
    URI uri =
        URI.create("http://localhost:" + connector.getLocalPort() + "/live/cam1/video,z,2.m4s");
    HttpResponse<Void> head =
        client.send(
            HttpRequest.newBuilder(uri).HEAD().timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("video/mp4");
    blocked(0);
  }

  /** A publisher may pause in the middle of a segment. */
  @Test
  void onlyTheFirstPartHasADeadline() throws Exception {
    URI uri =
        URI.create("http://localhost:" + connector.getLocalPort() + "/live/cam1/video,z,3.m4s");
    var asked =
        client.sendAsync(
            HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    blocked(1);
    write(30, 100);
    HttpResponse<InputStream> growing = asked.join();
    long begun = System.nanoTime();
    assertThat(growing.statusCode()).isEqualTo(200);
    byte[] first = bytes("/live/cam1/video,z,3,0.m4s");
    assertThat(growing.body().readNBytes(first.length)).isEqualTo(first);
    await()
        .atMost(WAIT.multipliedBy(3))
        .until(() -> System.nanoTime() - begun > WAIT.plusMillis(500).toNanos());
    blocked(1);
    write(25, 100);
    byte[] rest = growing.body().readAllBytes();
    byte[] whole = bytes("/live/cam1/video,z,3.m4s");
    assertThat(first.length + rest.length).isEqualTo(whole.length);
  }

  @Test
  void theNextSegmentIsWaitedForAndCountsAmongThoseThatWait() {
    var next = get("/live/cam1/video,z,3.m4s");
    var again = get("/live/cam1/video,z,3.m4s");
    blocked(2);
    HttpResponse<String> third = get("/live/cam1/video,z,2.m4s").join();
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.body()).contains("limit_reached", "hls.max-blocked-reloads-per-stream");
    assertThat(get("/live/cam1/video,z,4.m4s").join().statusCode()).as("too far").isEqualTo(404);
    write(50, 100);
    assertThat(next.join().statusCode()).isEqualTo(200);
    assertThat(again.join().body()).isEqualTo(next.join().body());
    blocked(0);
  }

  @Test
  void aSegmentThatDoesNotBeginInTimeIsTold() {
    HttpResponse<String> answer = get("/live/cam1/video,z,3.m4s").join();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"stream_stalled\"");
    blocked(0);
  }

  @Test
  void theEndOfTheStreamEndsASegmentThatGrewAndRefusesTheNext() {
    var growing = get("/live/cam1/video,z,2.m4s");
    var next = get("/live/cam1/video,z,3.m4s");
    blocked(2);
    published.end(EndReason.FINISHED);
    assertThat(growing.join().statusCode()).isEqualTo(200);
    assertThat(next.join().statusCode()).isEqualTo(404);
    blocked(0);
  }

  @Test
  void aReaderThatLeavesGivesItsPlaceBack() throws Exception {
    try (Socket socket = new Socket("localhost", connector.getLocalPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /live/cam1/video,z,2.m4s HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      blocked(1);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    write(50, 100);
    blocked(0);
  }

  private byte[] bytes(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + connector.getLocalPort() + path);
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  @Test
  void aQuestionTooFarAheadIsRefused() {
    assertThat(get("/live/cam1/video,index.m3u8?_HLS_msn=5").join().statusCode()).isEqualTo(400);
    assertThat(get("/live/cam1/video,z,2,7.m4s").join().statusCode()).isEqualTo(404);
  }

  @Test
  void onlyAMediaPlaylistKnowsDirectives() {
    HttpResponse<String> answer = get("/live/cam1.m3u8?_HLS_msn=1").join();
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
  }

  @Test
  void anAnswerThatBeganInTimeIsWholeHoweverSlowItsReader() throws Exception {
    long asked = System.nanoTime();
    try (Socket socket = new Socket("localhost", connector.getLocalPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /live/cam1/video,z,2,1.m4s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      blocked(1);
      // Far more than both sockets hold: the answer is under way when the time is up.
      write(5, 4_000_000);
      await()
          .atMost(WAIT.multipliedBy(2))
          .until(() -> System.nanoTime() - asked > WAIT.plusMillis(500).toNanos());
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      byte[] all = in.readAllBytes();
      String head = new String(all, 0, 2000, StandardCharsets.ISO_8859_1);
      Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
      assertThat(length.find()).as(head.substring(0, 200)).isTrue();
      assertThat(all.length - head.indexOf("\r\n\r\n") - 4)
          .isEqualTo(Integer.parseInt(length.group(1)))
          .isGreaterThan(16_000_000);
    }
  }
}
