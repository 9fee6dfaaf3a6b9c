package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.media.Bytes;
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
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Players of a segment that no socket takes at once, and that is sent from a copy of it. */
class SlowReaderTest {
  private static final StreamPath CAM = new StreamPath("live", "cam1");
  private static final String SEGMENT = "/live/cam1/video,z,0.m4s";
  private static final String NEXT = "/live/cam1/video,z,1.m4s";

  /** Of one picture. */
  private static final int LARGE = 4 << 20;

  /** Of a socket, either way: much less. */
  private static final int BUFFER = 64 << 10;

  private final HlsStreams streams =
      new HlsStreams(ConfigDefaults.of(HlsConfig.class), new FakeCodecs(), new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setAcceptedSendBufferSize(BUFFER);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(
        new ServletHolder(
            new HlsServlet(
                streams,
                (request, path, action, protocol) -> PlaybackGate.Audience.EVERYONE,
                new FakeClock(),
                flv())),
        "/");
    server.setHandler(context);
    server.start();
    publish();
  }

  @AfterEach
  void stop() throws Exception {
    output.stop();
    server.stop();
  }

  private static FlvPlayback flv() {
    return new FlvPlayback(
        new FlvStreams(
            ConfigDefaults.of(FlvConfig.class),
            new FakeCodecs(),
            event -> {},
            new FakeClock(),
            System::nanoTime),
        path -> List.of(),
        new FakeCodecs());
  }

  private void publish() throws IOException {
    FakePublishedStream published = new FakePublishedStream(CAM, 35);
    output.opened(published);
    FakeCodec codec = FakeCodec.VIDEO;
    TrackFormat format =
        new TrackFormat(
            TrackId.of(codec.kind(), 0),
            codec.kind(),
            codec.id(),
            1000,
            FakeCodec.CONFIG,
            codec.describe(FakeCodec.CONFIG));
    for (int i = 0; i < 110; i++) {
      FrameFlags flags = FrameFlags.of(i % 50 == 0, false);
      published.write(
          new MediaFrame(
              format,
              10_000 + i * 40L,
              0,
              0,
              flags,
              FakeCodec.sample(flags, i, i == 0 ? LARGE : 100)));
    }
    await()
        .untilAsserted(
            () -> {
              streams.tick();
              try (Player player = new Player("/live/cam1/video,index.m3u8")) {
                assertThat(player.head()).startsWith("HTTP/1.1 200 ");
                assertThat(new String(player.rest(), StandardCharsets.US_ASCII))
                    .contains("\nvideo,z,0.m4s\n", "\nvideo,z,1.m4s\n");
              }
            });
  }

  /** One request on a connection of its own. */
  private final class Player implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Player(String path) throws IOException {
      socket = new Socket();
      socket.setReceiveBufferSize(BUFFER);
      socket.connect(new InetSocketAddress("localhost", connector.getLocalPort()));
      in = new BufferedInputStream(socket.getInputStream(), 1024);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
    }

    /** Up to the body, which has begun to be sent then. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("it ended after " + head);
        }
        head.append((char) next);
      }
      return head.toString();
    }

    byte[] rest() throws IOException {
      return in.readAllBytes();
    }

    /** As if its machine had lost the connection. */
    void vanish() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Bytes segment() throws IOException {
    return whole(SEGMENT);
  }

  private Bytes whole(String path) throws IOException {
    try (Player player = new Player(path)) {
      player.head();
      return Bytes.copyOf(player.rest());
    }
  }

  /** What four have asked for has a copy. */
  private Bytes copied() throws IOException {
    long without = streams.heldBytes();
    Bytes whole = segment();
    segment();
    segment();
    assertThat(streams.heldBytes()).isEqualTo(without);
    segment();
    assertThat(streams.heldBytes()).isGreaterThanOrEqualTo(without + LARGE);
    return whole;
  }

  @Test
  void oneThatTakesItsTimeGetsAllThoughTheCopyWasGivenUp() throws IOException {
    long without = streams.heldBytes();
    Bytes whole = copied();
    try (Player slow = new Player(SEGMENT)) {
      slow.head();
      // It is being written from the copy, which no other reader gets any more.
      assertThat(streams.release(Long.MAX_VALUE)).isZero();
      assertThat(streams.heldBytes()).isGreaterThanOrEqualTo(without + LARGE);
      assertThat(segment()).isEqualTo(whole);
      assertThat(Bytes.copyOf(slow.rest())).isEqualTo(whole);
    }
    await().until(() -> streams.release(Long.MAX_VALUE) >= LARGE);
    assertThat(streams.heldBytes()).isEqualTo(without);
  }

  @Test
  void oneThatVanishesInTheMiddleTakesNothingFromOthers() throws IOException {
    Bytes whole = copied();
    try (Player other = new Player(SEGMENT)) {
      other.head();
      for (int i = 0; i < 3; i++) {
        Player gone = new Player(SEGMENT);
        gone.head();
        gone.vanish();
        // What these are copied to is not what was read.
        whole(NEXT);
        whole(NEXT);
      }
      assertThat(segment()).isEqualTo(whole);
      assertThat(Bytes.copyOf(other.rest())).isEqualTo(whole);
    }
  }
}
