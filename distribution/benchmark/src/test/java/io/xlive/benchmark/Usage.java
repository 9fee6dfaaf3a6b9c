package io.xlive.benchmark;

import java.io.IOException;

/** What a server used over a stretch of time. */
record Usage(double cpuSeconds, double seconds) {
  /** Measures for a while. */
  static Usage of(MediaServer server, int seconds) throws IOException, InterruptedException {
    double cpu = server.cpuSeconds();
    long from = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    return new Usage(server.cpuSeconds() - cpu, (System.nanoTime() - from) / 1e9);
  }

  /** Share of one core. */
  double cores() {
    return cpuSeconds / seconds;
  }
}
