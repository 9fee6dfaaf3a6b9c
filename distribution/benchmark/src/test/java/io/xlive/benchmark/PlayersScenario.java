package io.xlive.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What players of one stream cost, over RTMP or HTTP-FLV, and how late its pictures reach them. Ten
 * of the players, spread over the order in which they came, are read by the thread that also sends
 * and give the delays; the others are read by another and are only counted.
 */
final class PlayersScenario {
  private static final int PROBES = 10;

  private final Options options;
  private final Recording recording;
  private final Kind kind;
  private final Table table;

  /** Opens a player. */
  interface Kind {
    Peer open(MediaServer server, String name) throws IOException;

    /** Over RTMP. */
    static Peer rtmp(MediaServer server, String name) throws IOException {
      return RtmpPeer.player(server.rtmpPort(), server.playApp(), name);
    }

    /** Over HTTP-FLV. */
    static Peer flv(MediaServer server, String name) throws IOException {
      return FlvPeer.player(server.httpPort(), server.playApp(), name);
    }
  }

  PlayersScenario(Options options, Recording recording, String title, Kind kind) {
    this.options = options;
    this.recording = recording;
    this.kind = kind;
    this.table =
        new Table(
            title + " players of one stream",
            List.of(
                "server",
                "players",
                "Gbit/s",
                "% of a core",
                "of it compiling",
                "CPU s per Gbit",
                "delay ms p50",
                "p99",
                "most",
                "pictures got by the worst player, %"));
  }

  void run(MediaServer server) throws IOException, InterruptedException {
    int most = options.players().stream().mapToInt(n -> n).max().orElse(1);
    measure(server, "warm", most, 0, server.warmup(options.warmup()), false);
    for (int players : options.players()) {
      measure(server, "p" + players, players, options.settle(), options.seconds(), true);
    }
  }

  private void measure(
      MediaServer server, String name, int players, int settle, int seconds, boolean told)
      throws IOException, InterruptedException {
    try (LoadLoop probes = new LoadLoop(recording, "probes");
        LoadLoop crowd = new LoadLoop(recording, "crowd")) {
      RtmpPeer publisher = RtmpPeer.publisher(server.rtmpPort(), server.playApp(), name);
      probes.publish(publisher, 0);
      Thread.sleep(500);
      for (int i = 0; i < players; i++) {
        Peer player = kind.open(server, name);
        boolean probe = players <= PROBES || i % (players / PROBES) == 0;
        (probe ? probes : crowd).play(player);
      }
      Thread.sleep(settle * 1000L);
      long start = System.nanoTime();
      List<Peer> all = new ArrayList<>();
      Stream.of(probes, crowd)
          .forEach(
              loop ->
                  all.addAll(
                      loop.ask(
                          () -> {
                            loop.players().forEach(player -> player.pictures().measure(start));
                            return List.copyOf(loop.players());
                          })));
      long before = bytes(probes, crowd);
      Usage usage = Usage.of(server, seconds);
      long bytes = bytes(probes, crowd) - before;
      double expected = (System.nanoTime() - start) / 1e9 * recording.framesPerSecond();
      Delays delays = new Delays();
      probes.ask(
          () -> {
            probes.players().forEach(player -> delays.add(player.pictures().delays()));
            return true;
          });
      long fewest = all.stream().mapToLong(player -> player.pictures().count()).min().orElse(0);
      probes.check();
      crowd.check();
      if (told) {
        double gigabits = bytes * 8 / 1e9;
        table.row(
            server.name(),
            players,
            gigabits / usage.seconds(),
            100 * usage.cores(),
            100 * usage.compilerCores(),
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
        .mapToLong(loop -> loop.ask(() -> loop.players().stream().mapToLong(Peer::received).sum()))
        .sum();
  }
}
