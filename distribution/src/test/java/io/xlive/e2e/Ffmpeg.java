package io.xlive.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * ffmpeg and ffprobe of the build's own test library: what encoders and players do, as child
 * processes.
 */
public final class Ffmpeg {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path ffmpeg;
  private final Path ffprobe;
  private final Map<String, String> environment;

  private Ffmpeg(Path ffmpeg, Path ffprobe) {
    this.ffmpeg = ffmpeg;
    this.ffprobe = ffprobe;
    // Its libraries lie beside it, but those that they need in turn are only found this way.
    this.environment = Map.of("LD_LIBRARY_PATH", String.valueOf(ffmpeg.getParent()));
  }

  /** Unpacks the programs; the test is skipped on a machine that cannot run them. */
  static Ffmpeg load() {
    Ffmpeg found =
        new Ffmpeg(
            Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)),
            Path.of(Loader.load(org.bytedeco.ffmpeg.ffprobe.class)));
    try (ChildProcess version =
        ChildProcess.start(
            "version", List.of(found.ffmpeg.toString(), "-version"), found.environment)) {
      int code = version.exitCode(LIMIT);
      assumeTrue(code == 0, () -> "ffmpeg does not run on this machine: " + version.output());
    }
    return found;
  }

  /** Starts ffmpeg; warnings and errors only are printed. */
  public ChildProcess start(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(ffmpeg.toString(), "-nostdin", "-hide_banner"));
    if (!arguments.contains("-v")) {
      command.addAll(List.of("-v", "warning"));
    }
    command.addAll(arguments);
    return ChildProcess.start(name, command, environment);
  }

  /** Runs ffmpeg to its good end and returns what it printed. */
  String run(String... arguments) {
    try (ChildProcess process = start("ffmpeg", List.of(arguments))) {
      process.succeeds(LIMIT);
      return process.output();
    }
  }

  /**
   * Plays an address into a file without decoding; HLS from the oldest segment on.
   *
   * @param options more for the output, such as its length
   */
  void record(String address, Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "error"));
    if (address.startsWith("http")) {
      arguments.addAll(List.of("-live_start_index", "0"));
    }
    arguments.addAll(List.of("-i", address, "-c", "copy"));
    arguments.addAll(List.of(options));
    arguments.add(file.toString());
    run(arguments.toArray(String[]::new));
  }

  /** Runs ffprobe to its good end and returns what it printed. */
  String probe(String... arguments) {
    List<String> command = new ArrayList<>(List.of(ffprobe.toString(), "-v", "error"));
    command.addAll(List.of(arguments));
    try (ChildProcess process = ChildProcess.start("ffprobe", command, environment)) {
      process.succeeds(LIMIT);
      return process.output();
    }
  }
}
