package io.xlive.e2e;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One packet or one decoded frame of one track, as ffmpeg's framemd5 lists it.
 *
 * @param ptsMicros presentation time, microseconds
 * @param size bytes
 * @param hash of the bytes
 */
record FrameHash(long ptsMicros, long size, String hash) {
  /** What is hashed. */
  enum Of {
    /** The coded bytes. */
    PACKETS,
    /** The pictures or samples that come out of the decoder. */
    DECODED
  }

  /**
   * Lists the frames of one track.
   *
   * @param track ffmpeg's stream specifier: {@code v:0}, {@code a:0}
   * @param options more for the output, such as a bitstream filter
   */
  static List<FrameHash> list(Ffmpeg ffmpeg, Path file, String track, Of of, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-v", "error", "-copyts"));
    arguments.addAll(List.of("-i", file.toString(), "-map", "0:" + track));
    switch (of) {
      case PACKETS -> arguments.addAll(List.of("-c", "copy", "-copyinkf"));
      case DECODED -> arguments.addAll(List.of("-fps_mode", "passthrough"));
    }
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-f", "framemd5", "-"));
    return parse(ffmpeg.run(arguments.toArray(String[]::new)));
  }

  /** The hashes alone, for frames that are compared in their order. */
  static List<String> hashes(Ffmpeg ffmpeg, Path file, String track, Of of, String... options) {
    return list(ffmpeg, file, track, of, options).stream().map(FrameHash::hash).toList();
  }

  private static List<FrameHash> parse(String text) {
    List<FrameHash> frames = new ArrayList<>();
    BigDecimal micros = BigDecimal.ONE;
    for (String line : text.lines().toList()) {
      if (line.startsWith("#tb 0:")) {
        String[] base = line.substring(6).trim().split("/");
        micros =
            new BigDecimal(base[0])
                .multiply(BigDecimal.valueOf(1_000_000))
                .divide(new BigDecimal(base[1]), 9, RoundingMode.HALF_EVEN);
      } else if (line.startsWith("0,")) {
        String[] fields = line.split(",");
        if (fields[4].isBlank() || fields[4].strip().equals("0")) {
          continue; // a demuxer's note about the next packet, no frame
        }
        long pts = new BigDecimal(fields[2].trim()).multiply(micros).longValue();
        frames.add(new FrameHash(pts, Long.parseLong(fields[4].trim()), fields[5].trim()));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        throw new AssertionError("ffmpeg complains: " + text.lines().limit(20).toList());
      }
    }
    return frames;
  }
}
