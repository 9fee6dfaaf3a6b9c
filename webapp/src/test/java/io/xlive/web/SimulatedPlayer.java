package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.flv.FlvClient;
import io.xlive.flv.FlvEnd;
import io.xlive.flv.FlvSink;
import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One player in a world, that plays as its kind does until something else happens to it. */
final class SimulatedPlayer {
  private static final Pattern LOCATION = Pattern.compile("<Location>([^<]+)</Location>");
  private static final Pattern MEDIA = Pattern.compile("media=\"([^\"]+)\"");

  /** How it fetches. */
  enum Kind {
    LOW_LATENCY("hls"),
    HLS("hls"),
    DASH("dash"),
    FLV("flv");

    private final String protocol;

    Kind(String protocol) {
      this.protocol = protocol;
    }
  }

  private final PlayerWorld world;
  private final Kind kind;
  private final String address;
  private final Map<String, String> headers;
  private Optional<URI> reload = Optional.empty();
  private Optional<FlvClient> connection = Optional.empty();
  private StreamPath stream;
  private boolean playing;

  /** Raised at each start and stop: what was planned before does not count any more. */
  private int life;

  SimulatedPlayer(PlayerWorld world, Kind kind, StreamPath stream, String address, String client) {
    this.world = world;
    this.kind = kind;
    this.stream = stream;
    this.address = address;
    this.headers = Map.of("User-Agent", client);
  }

  /** What it plays, or played last. */
  StreamPath stream() {
    return stream;
  }

  /** Opens a stream from its first address, as a page that is loaded does. */
  void open(StreamPath path) {
    assertThat(playing).isFalse();
    stream = path;
    switch (kind) {
      case LOW_LATENCY, HLS -> {
        URI start = URI.create("/" + path + ".m3u8");
        reload = Optional.of(start.resolve(firstUri(get(start))));
      }
      case DASH -> {
        URI start = URI.create("/" + path + ".mpd");
        reload = Optional.of(start.resolve(unescaped(LOCATION, get(start))));
      }
      case FLV -> {}
    }
    resume();
  }

  /** Goes on with what it has. */
  void resume() {
    begins(true);
    if (kind == Kind.FLV) {
      FlvClient client =
          world.flv.admit(
              stream, new Peer("flv", new InetSocketAddress(address, 1), "x", false, "1"), false);
      client.start(new Hole());
      connection = Optional.of(client);
    } else {
      poll(life);
    }
  }

  /** Stops asking, without a word. */
  void stop() {
    begins(false);
    connection.ifPresent(FlvClient::close);
    connection = Optional.empty();
  }

  /** Fetches media out of its turn, as after a seek. */
  void seek() {
    reload.ifPresent(uri -> media(uri, get(uri)));
  }

  private void begins(boolean now) {
    playing = now;
    life++;
    world.plays(stream, kind.protocol, now);
  }

  private void poll(int of) {
    if (of != life) {
      return;
    }
    URI uri = reload.orElseThrow();
    boolean low = kind == Kind.LOW_LATENCY;
    media(uri, get(low ? URI.create(uri + "&_HLS_msn=" + world.newest()) : uri));
    // Low latency asks for each part; others when a segment is due, sooner or later.
    long pause = low ? 500 : PlayerWorld.SEGMENT_MILLIS + world.random.nextInt(400) - 200;
    world.in(pause, () -> poll(of));
  }

  private void media(URI playlist, String text) {
    URI media =
        kind == Kind.DASH
            ? playlist.resolve(
                unescaped(MEDIA, text).replace("$Number$", Long.toString(world.newest())))
            : playlist.resolve(lastUri(text));
    get(media);
  }

  private String get(URI uri) {
    InProcess.Answer answer = world.http.get(uri, address, headers);
    assertThat(answer.status()).as("%s: %s", uri, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String firstUri(String playlist) {
    return playlist.lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow();
  }

  private static String lastUri(String playlist) {
    return playlist
        .lines()
        .filter(line -> !line.startsWith("#"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static String unescaped(Pattern pattern, String manifest) {
    Matcher found = pattern.matcher(manifest);
    assertThat(found.find()).as(manifest).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  /** A connection that takes all. */
  private static final class Hole implements FlvSink {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void write(ByteBuffer bytes) {}

    @Override
    public void flush() {}

    @Override
    public void end(FlvEnd end) {}
  }
}
