package io.xlive.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How many playlists and segments a server answers with, kept connections asking as fast as they
 * are answered. Server and clients share the machine, so what counts is processor time per answer.
 * nginx gives the same bytes from files.
 */
final class HttpScenario {
  /** A segment stays fetchable for at least so long. */
  private static final int MOST_SECONDS = 10;

  private final Options options;
  private final Recording recording;
  private final Table table =
      new Table(
          "HTTP: the same bytes again and again",
          List.of(
              "server",
              "what",
              "bytes",
              "answers/s",
              "MB/s",
              "answers per CPU s",
              "MB per CPU s",
              "µs CPU per answer"));

  /** What is asked for. */
  private record Sample(String label, String path, byte[] bytes) {}

  HttpScenario(Options options, Recording recording) {
    this.options = options;
    this.recording = recording;
  }

  void run(MediaServer server) throws IOException, InterruptedException {
    try (LoadLoop loop = new LoadLoop(recording, "publishers")) {
      loop.publish(RtmpPeer.publisher(server.rtmpPort(), server.hlsApp(), "http"), 0);
      Thread.sleep(16_000);
      warm(server);
      List<Sample> fresh = samples(server);
      load(server, List.of(fresh.get(0)), options.seconds(), true);
      fresh = samples(server);
      load(server, List.of(fresh.get(1)), Math.min(options.seconds(), MOST_SECONDS), true);
      loop.check();
      if (options.nginx()) {
        try (NginxServer files = NginxServer.start(options.work())) {
          List<Sample> same = new ArrayList<>();
          for (Sample each : samples(server)) {
            files.serve(each.label(), each.bytes());
            same.add(new Sample(each.label(), "/" + each.label(), each.bytes()));
          }
          for (Sample each : same) {
            load(files, List.of(each), Math.min(options.seconds(), MOST_SECONDS), true);
          }
        }
      }
    }
  }

  /** In stretches: no segment stays for the whole of it. */
  private void warm(MediaServer server) throws IOException, InterruptedException {
    for (int left = options.warmup(); left > 0; left -= MOST_SECONDS) {
      load(server, samples(server), left, false);
    }
  }

  private static List<Sample> samples(MediaServer server) throws IOException {
    String folder = "/" + server.hlsApp() + "/http/";
    try (HttpConnection connection = new HttpConnection(server.httpPort())) {
      byte[] playlist = connection.fetch(folder + "video,index.m3u8");
      String segment =
          new String(playlist, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.endsWith(".m4s"))
              .reduce((first, second) -> second)
              .orElseThrow(() -> new IOException("a playlist without segments"));
      byte[] media = connection.fetch(folder + segment);
      return List.of(
          new Sample("playlist", folder + "video,index.m3u8", playlist),
          new Sample("segment", folder + segment, media));
    }
  }

  private void load(MediaServer server, List<Sample> samples, int seconds, boolean told)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Math.min(seconds, MOST_SECONDS) * 1_000_000_000L;
    List<Future<Long>> clients = new ArrayList<>();
    double cpu = server.cpuSeconds();
    long start = System.nanoTime();
    long answers = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(options.connections())) {
      for (int i = 0; i < options.connections(); i++) {
        clients.add(threads.submit(() -> ask(server.httpPort(), samples, end)));
      }
      for (Future<Long> client : clients) {
        answers += client.get(seconds + 60, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException("a client failed: " + e.getMessage(), e);
    }
    double took = (System.nanoTime() - start) / 1e9;
    double used = server.cpuSeconds() - cpu;
    if (told) {
      Sample only = samples.getFirst();
      double megabytes = answers * only.bytes().length / 1e6;
      table.row(
          server.name(),
          only.label(),
          only.bytes().length,
          answers / took,
          megabytes / took,
          answers / used,
          megabytes / used,
          used / answers * 1e6);
    }
  }

  private static long ask(int port, List<Sample> samples, long end) throws IOException {
    List<byte[]> requests = samples.stream().map(s -> HttpConnection.request(s.path())).toList();
    long answers = 0;
    try (HttpConnection connection = new HttpConnection(port)) {
      while (System.nanoTime() < end) {
        connection.pass(requests.get((int) (answers % requests.size())));
        answers++;
      }
    }
    return answers;
  }
}
