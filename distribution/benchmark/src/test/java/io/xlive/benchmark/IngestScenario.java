package io.xlive.benchmark;

import java.io.IOException;
import java.util.List;

/** What a published stream costs, with HLS on and nobody watching. */
final class IngestScenario {
  private static final long MILLION = 1_000_000;

  private final Options options;
  private final Recording recording;
  private final Table table =
      new Table(
          "Ingest: publishers in real time, HLS on, nobody watching",
          List.of(
              "server",
              "streams",
              "% of a core",
              "% of a core per stream",
              "resident MiB",
              "sent late by, ms p99"));

  IngestScenario(Options options, Recording recording) {
    this.options = options;
    this.recording = recording;
  }

  void run(MediaServer server) throws IOException, InterruptedException {
    int most = options.streams().stream().mapToInt(n -> n).max().orElse(1);
    int warmup = server.warmup(options.warmup());
    measure(server, "warm", Math.min(most, 100), Math.min(warmup, 6), warmup, false);
    for (int streams : options.streams()) {
      measure(server, "s" + streams + "x", streams, options.settle(), options.seconds(), true);
    }
  }

  private void measure(
      MediaServer server, String prefix, int streams, int settle, int seconds, boolean told)
      throws IOException, InterruptedException {
    try (LoadLoop loop = new LoadLoop(recording, "publishers")) {
      for (int i = 0; i < streams; i++) {
        RtmpPeer peer = RtmpPeer.publisher(server.rtmpPort(), server.hlsApp(), prefix + i);
        loop.publish(peer, recording.groupMillis() * MILLION * i / streams);
      }
      Thread.sleep(settle * 1000L);
      Usage usage = Usage.of(server, seconds);
      loop.check();
      if (told) {
        table.row(
            server.name(),
            streams,
            100 * usage.cores(),
            streams == 0 ? "-" : (Object) (100 * usage.cores() / streams),
            server.residentMiB(),
            loop.ask(() -> loop.late().millis(0.99)));
      }
    }
    Thread.sleep(1000);
  }
}
