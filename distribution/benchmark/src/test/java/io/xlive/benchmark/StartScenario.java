package io.xlive.benchmark;

import java.io.IOException;
import java.util.List;

/**
 * What a start costs, from the command to the first connection that RTMP takes, with the shipped
 * plugins and nothing of an earlier run but the home folder. RTMP listens last.
 */
final class StartScenario {
  private static final int STARTS = 3;

  private final Table table =
      new Table(
          "Start", List.of("server", "CPU s to listening", "of it compiler", "s to listening"));

  /** Starts a server. */
  interface Starter {
    MediaServer start() throws IOException, InterruptedException;
  }

  void run(Starter starter) throws IOException, InterruptedException {
    for (int i = 0; i < STARTS; i++) {
      long from = System.nanoTime();
      try (MediaServer server = starter.start()) {
        double seconds = (System.nanoTime() - from) / 1e9;
        double compiler =
            server.process().compilerSeconds().values().stream().mapToDouble(s -> s).sum();
        table.row(server.name(), server.cpuSeconds(), compiler, seconds);
      }
    }
  }
}
