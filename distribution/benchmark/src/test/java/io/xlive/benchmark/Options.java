package io.xlive.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param scenarios of ingest, players, flv, parts, http, start, steps
 * @param streams how many publishers, one row each
 * @param players how many players, one row each
 * @param waiters how many blocked reloads at once, one row each
 * @param connections how many HTTP connections at once
 * @param seconds how long each row is measured
 * @param settle how long publishers and players of a row run before it is measured
 * @param warmup how long the server runs under load before the first row
 * @param nginx whether nginx is measured beside
 * @param distribution the unpacked distribution
 * @param work where to write
 * @param jvm further options of the server's JVM
 */
record Options(
    Set<String> scenarios,
    List<Integer> streams,
    List<Integer> players,
    List<Integer> waiters,
    int connections,
    int seconds,
    int settle,
    int warmup,
    boolean nginx,
    Path distribution,
    Path work,
    String jvm) {
  private static final String USAGE =
      """
      run [--scenarios ingest,players,flv,parts,http,start,steps] [--streams 1,50,100,200]
          [--players 1,10,100,500] [--waiters 1,2000] [--connections 16] [--seconds 15] [--settle 6]
          [--warmup 20] [--against nginx] [--jvm OPTIONS] [--distribution FOLDER]
      """;

  static Options parse(String[] arguments) {
    Path root = Path.of(System.getProperty("xlive.benchmark", "")).toAbsolutePath();
    Options options =
        new Options(
            Set.of("ingest", "players", "flv", "parts", "http", "start"),
            List.of(1, 50, 100, 200),
            List.of(1, 10, 100, 500),
            List.of(1, 2000),
            16,
            15,
            6,
            20,
            false,
            root.resolve("../target/xlive").normalize(),
            root.resolve("target/work"),
            "");
    List<String> left = new ArrayList<>(List.of(arguments));
    while (!left.isEmpty()) {
      String key = left.removeFirst();
      if (left.isEmpty()) {
        throw new IllegalArgumentException(USAGE);
      }
      options = options.with(key, left.removeFirst());
    }
    return options;
  }

  private Options with(String key, String value) {
    return new Options(
        key.equals("--scenarios") ? Set.of(value.split(",")) : scenarios,
        key.equals("--streams") ? counts(value, 1000) : streams,
        key.equals("--players") ? counts(value, 2000) : players,
        key.equals("--waiters") ? counts(value, 10_000) : waiters,
        key.equals("--connections") ? counts(value, 1000).getFirst() : connections,
        key.equals("--seconds") ? counts(value, 600).getFirst() : seconds,
        key.equals("--settle") ? counts(value, 600).getFirst() : settle,
        key.equals("--warmup") ? counts(value, 600).getFirst() : warmup,
        key.equals("--against") ? value.equals("nginx") : nginx,
        key.equals("--distribution") ? Path.of(value) : distribution,
        work,
        key.equals("--jvm") ? value : jvm);
  }

  private static List<Integer> counts(String value, int most) {
    List<Integer> counts = Stream.of(value.split(",")).map(Integer::valueOf).toList();
    if (counts.stream().anyMatch(n -> n < 0 || n > most)) {
      throw new IllegalArgumentException("0.." + most + "\n" + USAGE);
    }
    return counts;
  }
}
