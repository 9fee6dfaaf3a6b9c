package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were taken on. */
final class Machine {
  private Machine() {}

  static String describe(Recording recording) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    return "%s, %d cores, %s %s, JDK %s; load average at the start %s; each stream %.2f Mb/s, %.0f pictures/s"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version(),
            load,
            recording.bitsPerSecond() / 1e6,
            recording.framesPerSecond());
  }
}
