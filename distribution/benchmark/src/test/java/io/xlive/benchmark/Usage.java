package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a server used over a stretch of time.
 *
 * @param cpuSeconds of all its threads
 * @param compilerSeconds of those that compile for a JVM
 * @param seconds how long it was
 */
record Usage(double cpuSeconds, double compilerSeconds, double seconds) {
  /** Measures for a while. */
  static Usage of(MediaServer server, int seconds) throws IOException, InterruptedException {
    Map<Path, Double> compilers = server.process().compilerSeconds();
    double cpu = server.cpuSeconds();
    long from = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double used = server.cpuSeconds() - cpu;
    double took = (System.nanoTime() - from) / 1e9;
    double compiled =
        server.process().compilerSeconds().entrySet().stream()
            .mapToDouble(now -> now.getValue() - compilers.getOrDefault(now.getKey(), 0.0))
            .sum();
    return new Usage(used, compiled, took);
  }

  /** Share of one core. */
  double cores() {
    return cpuSeconds / seconds;
  }

  /** What compiling took, as a share of one core. */
  double compilerCores() {
    return compilerSeconds / seconds;
  }
}
