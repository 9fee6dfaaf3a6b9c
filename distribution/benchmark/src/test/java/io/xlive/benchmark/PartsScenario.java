package io.xlive.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How long after the publisher's write of a part's last picture a playlist with this part has
 * reached those who waited for it (blocking playlist reloads). The time of sending stands in the
 * picture itself, so one clock tells both. The stream is of pictures alone: a sound that is sent
 * behind the last picture would hold the part back.
 */
final class PartsScenario {
  /** Requests that were sent so shortly before the part are not counted: they did not wait. */
  private static final long LEAST_WAIT_NANOS = 5_000_000;

  private final Options options;
  private final Recording recording;
  private final Table table =
      new Table(
          "Low latency: blocking playlist reloads, after the last picture of the part",
          List.of(
              "server",
              "waiters",
              "parts",
              "first answer ms p50",
              "p99",
              "every answer ms p50",
              "p99",
              "most",
              "µs CPU per answer"));

  PartsScenario(Options options, Recording recording) {
    this.options = options;
    this.recording = recording.pictures();
  }

  void run(MediaServer server) throws IOException, InterruptedException {
    try (LoadLoop loop = new LoadLoop(recording, "publisher")) {
      loop.publish(RtmpPeer.publisher(server.rtmpPort(), server.hlsApp(), "parts"), 0);
      Thread.sleep(8000);
      String folder = "/" + server.hlsApp() + "/parts/";
      int most = options.waiters().stream().mapToInt(n -> n).max().orElse(1);
      measure(server, folder, most, 0, server.warmup(options.warmup()), false);
      for (int waiters : options.waiters()) {
        measure(server, folder, waiters, options.settle(), options.seconds(), true);
      }
      loop.check();
    }
  }

  private void measure(
      MediaServer server, String folder, int count, int settle, int seconds, boolean told)
      throws IOException {
    Delays first = new Delays();
    Delays every = new Delays();
    int parts = 0;
    long answers = 0;
    double used = 0;
    try (Waiters waiters = new Waiters(server.httpPort(), count);
        HttpConnection media = new HttpConnection(server.httpPort())) {
      String index = folder + "video,index.m3u8";
      Edge edge = Edge.of(new String(media.fetch(index), StandardCharsets.US_ASCII));
      long start = System.nanoTime() + settle * 1_000_000_000L;
      for (int i = 0; System.nanoTime() < start; i++) {
        edge = Edge.of(waiters.ask(index + edge.next(i)).body());
      }
      double cpu = server.cpuSeconds();
      for (int i = 0; System.nanoTime() < start + seconds * 1_000_000_000L; i++) {
        Waiters.Round round = waiters.ask(index + edge.next(i));
        answers += count;
        used = server.cpuSeconds() - cpu;
        edge = Edge.of(round.body());
        long sent = Recording.lastStamp(media.fetch(folder + edge.part()));
        if (sent - round.asked() < LEAST_WAIT_NANOS) {
          continue;
        }
        parts++;
        first.add(round.arrivals().getFirst() - sent);
        round.arrivals().forEach(arrival -> every.add(arrival - sent));
      }
    }
    if (told) {
      table.row(
          server.name(),
          count,
          parts,
          first.millis(0.5),
          first.millis(0.99),
          every.millis(0.5),
          every.millis(0.99),
          every.millis(1),
          used / answers * 1e6);
    }
  }

  /**
   * The end of a playlist.
   *
   * @param segment number of the one that grows
   * @param parts how many of its parts are listed
   * @param part URI of the last part
   */
  private record Edge(long segment, int parts, String part) {
    static Edge of(String playlist) throws IOException {
      long segment = 0;
      int parts = 0;
      String part = "";
      for (String line : playlist.lines().toList()) {
        if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
          segment = Long.parseLong(line.substring(line.indexOf(':') + 1));
        } else if (line.startsWith("#EXTINF")) {
          segment++;
          parts = 0;
        } else if (line.startsWith("#EXT-X-PART:")) {
          parts++;
          int from = line.indexOf("URI=\"") + 5;
          part = line.substring(from, line.indexOf('"', from));
        }
      }
      if (part.isEmpty()) {
        throw new IOException("a playlist without parts:\n" + playlist);
      }
      return new Edge(segment, parts, part);
    }

    /**
     * Asks for the part behind the next, so that everybody has asked when it comes; now and then
     * for the one behind that, so that a segment's last part gets its turn, too.
     */
    String next(int round) {
      return "?_HLS_msn=" + segment + "&_HLS_part=" + (parts + (round % 3 == 0 ? 2 : 1));
    }
  }
}
