package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Files;

/** The command: measures what it is told and prints tables in Markdown. */
public final class Benchmark {
  private Benchmark() {}

  /** See {@code docs/benchmarks.md}. */
  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Files.createDirectories(options.work());
    Recording recording = Recording.make(options.work().resolve("recording-8s.flv"));
    System.out.println(Machine.describe(recording));
    for (String scenario : options.scenarios().stream().sorted().toList()) {
      switch (scenario) {
        case "ingest" -> {
          IngestScenario ingest = new IngestScenario(options, recording);
          onEach(options, ingest::run);
        }
        case "players" -> {
          onEach(
              options,
              new PlayersScenario(options, recording, "RTMP", PlayersScenario.Kind::rtmp)::run);
        }
        case "flv" -> {
          PlayersScenario players =
              new PlayersScenario(options, recording, "HTTP-FLV", PlayersScenario.Kind::flv);
          try (MediaServer server = xlive(options)) {
            players.run(server);
          }
        }
        case "parts" -> {
          try (MediaServer server = xlive(options)) {
            new PartsScenario(options, recording).run(server);
          }
        }
        case "http" -> {
          HttpScenario http = new HttpScenario(options, recording);
          try (MediaServer server = xlive(options)) {
            http.run(server);
          }
        }
        case "start" -> new StartScenario().run(() -> xlive(options));
        case "steps" -> org.openjdk.jmh.Main.main(new String[] {"io.xlive.*"});
        default -> throw new IllegalArgumentException("no scenario " + scenario);
      }
    }
  }

  /** Something to do with a running server. */
  private interface Measurement {
    void run(MediaServer server) throws IOException, InterruptedException;
  }

  private static void onEach(Options options, Measurement measurement)
      throws IOException, InterruptedException {
    try (MediaServer server = xlive(options)) {
      measurement.run(server);
    }
    if (options.nginx()) {
      try (MediaServer server = NginxServer.start(options.work())) {
        measurement.run(server);
      }
    }
  }

  private static MediaServer xlive(Options options) throws IOException, InterruptedException {
    return XliveServer.start(options.distribution(), options.work(), options.jvm());
  }
}
