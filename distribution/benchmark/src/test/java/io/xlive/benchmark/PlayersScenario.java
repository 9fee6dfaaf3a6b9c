package io.xlive.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What RTMP players of one stream cost, and how late its pictures reach them. Ten of the players,
 * spread over the order in which they came, are read by the thread that also sends and give the
 * delays; the others are read by another and are only counted.
 */
final class PlayersScenario {
  private static final int PROBES = 10;

  private final Options options;
  private final Recording recording;
  private final Table table =
      new Table(
          "RTMP players of one stream",
          List.of(
              "server",
              "players",
              "Gbit/s",
              "% of a core",
              "CPU s per Gbit",
              "delay ms p50",
              "p99",
              "most",
              "pictures got by the worst player, %"));

  PlayersScenario(Options options, Recording recording) {
    this.options = options;
    this.recording = recording;
  }

  void run(MediaServer server) throws IOException, InterruptedException {
    int most = options.players().stream().mapToInt(n -> n).max().orElse(1);
    measure(server, "warm", most, server.warmup(options.warmup()), false);
    for (int players : options.players()) {
      measure(server, "p" + players, players, options.seconds(), true);
    }
  }

  private void measure(MediaServer server, String name, int players, int seconds, boolean told)
      throws IOException, InterruptedException {
    try (LoadLoop probes = new LoadLoop(recording, "probes");
        LoadLoop crowd = new LoadLoop(recording, "crowd")) {
      RtmpPeer publisher = RtmpPeer.publisher(server.rtmpPort(), server.playApp(), name);
      probes.publish(publisher, 0);
      Thread.sleep(500);
      for (int i = 0; i < players; i++) {
        RtmpPeer player = RtmpPeer.player(server.rtmpPort(), server.playApp(), name);
        boolean probe = players <= PROBES || i % (players / PROBES) == 0;
        (probe ? probes : crowd).play(player);
      }
      Thread.sleep(3000);
      long start = System.nanoTime();
      List<RtmpPeer> all = new ArrayList<>();
      Stream.of(probes, crowd)
          .forEach(
              loop ->
                  all.addAll(
                      loop.ask(
                          () -> {
                            loop.players().forEach(player -> player.measure(start));
                            return List.copyOf(loop.players());
                          })));
      long before = bytes(probes, crowd);
      Usage usage = Usage.of(server, seconds);
      long bytes = bytes(probes, crowd) - before;
      double expected = (System.nanoTime() - start) / 1e9 * recording.framesPerSecond();
      Delays delays = new Delays();
      probes.ask(
          () -> {
            probes.players().forEach(player -> delays.add(player.delays()));
            return true;
          });
      long fewest = all.stream().mapToLong(RtmpPeer::frames).min().orElse(0);
      probes.check();
      crowd.check();
      if (told) {
        double gigabits = bytes * 8 / 1e9;
        table.row(
            server.name(),
            players,
            gigabits / usage.seconds(),
            100 * usage.cores(),
            usage.cpuSeconds() / gigabits,
            delays.millis(0.5),
            delays.millis(0.99),
            delays.millis(1),
            Math.min(100.0, 100 * fewest / expected));
      }
    }
    Thread.sleep(1000);
  }

  private static long bytes(LoadLoop... loops) {
    return Stream.of(loops)
        .mapToLong(
            loop -> loop.ask(() -> loop.players().stream().mapToLong(RtmpPeer::received).sum()))
        .sum();
  }
}
