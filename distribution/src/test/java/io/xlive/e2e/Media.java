package io.xlive.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Clips to push: made by ffmpeg, or real recordings. Each is an FLV file, so that its packets are
 * exactly those that go over RTMP.
 */
public final class Media {
  private static final String SIZE = "320x180";

  private final Ffmpeg ffmpeg;
  private final Path folder;

  Media(Ffmpeg ffmpeg, Path folder) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
  }

  /** Where the recordings are; empty where they are absent. */
  static Optional<Path> recordings() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path media = at.resolveSibling("shared").resolve("media");
      if (Files.isDirectory(media)) {
        return Optional.of(media);
      }
    }
    return Optional.empty();
  }

  /** A recording as FLV; the test is skipped where there is none. */
  Path recording(String name) {
    Optional<Path> found = recordings().map(at -> at.resolve(name)).filter(Files::isRegularFile);
    assumeTrue(found.isPresent(), () -> "the recording " + name + " is not on this machine");
    return clip(name, List.of("-i", found.orElseThrow().toString(), "-c", "copy"));
  }

  /** The beginning of a recording as FLV, at most {@code seconds} of it. */
  Path recording(String name, int seconds) {
    Path whole = recording(name);
    return clip(
        name + "-" + seconds,
        List.of("-i", whole.toString(), "-c", "copy", "-t", Integer.toString(seconds)));
  }

  /** The kinds of tracks and the codecs in a clip, as ffprobe names them. */
  List<String> kinds(Path clip) {
    return ffmpeg
        .probe("-show_entries", "stream=codec_name,codec_type", "-of", "csv=p=0", clip.toString())
        .lines()
        .flatMap(line -> Stream.of(line.split(",")))
        .toList();
  }

  /** The names of all recordings; none where they are absent. */
  static List<String> recordingNames() {
    Optional<Path> at = recordings();
    if (at.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(at.get())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".mp4") || name.endsWith(".flv"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A clip of moving test pictures and a tone; one key frame a second at 25 frames a second. */
  public Path synthetic(int seconds, Optional<String> video, Optional<String> audio) {
    return clip(
        "test-" + video.orElse("none") + "-" + audio.orElse("none") + "-" + seconds,
        synthetic(seconds, 25, 25, SIZE, video, audio));
  }

  /** The same in another size, {@code WIDTHxHEIGHT}, with H.264 and AAC. */
  public Path sized(int seconds, String size) {
    return clip(
        "sized-" + size + "-" + seconds,
        synthetic(seconds, 25, 25, size, Optional.of("libopenh264"), Optional.of("aac")));
  }

  /**
   * A clip with its own rhythm: {@code rate} frames a second, a key frame every {@code gop} frames.
   */
  public Path rhythm(int seconds, int rate, int gop, Optional<String> audio) {
    return clip(
        "rhythm-" + rate + "-" + gop + "-" + seconds,
        synthetic(seconds, rate, gop, SIZE, Optional.of("libopenh264"), audio));
  }

  private List<String> synthetic(
      int seconds, int rate, int gop, String size, Optional<String> video, Optional<String> audio) {
    List<String> arguments = new ArrayList<>();
    video.ifPresent(
        v ->
            arguments.addAll(
                List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=size=" + size + ":rate=" + rate + ":duration=" + seconds)));
    audio.ifPresent(
        a ->
            arguments.addAll(
                List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=frequency=440:sample_rate=48000:duration=" + seconds)));
    video.ifPresent(
        v -> {
          arguments.addAll(List.of("-c:v", v, "-pix_fmt", "yuv420p", "-g", Integer.toString(gop)));
          arguments.addAll(
              switch (v) {
                case "libopenh264" -> List.of("-b:v", "300k", "-allow_skip_frames", "0");
                case "libvpx-vp9" ->
                    List.of("-b:v", "300k", "-deadline", "realtime", "-cpu-used", "8");
                case "libsvtav1" -> List.of("-b:v", "300k", "-preset", "12");
                default -> List.of();
              });
        });
    audio.ifPresent(a -> arguments.addAll(List.of("-c:a", a, "-ac", "2", "-b:a", "96k")));
    return arguments;
  }

  /** The pictures of a clip alone, or its sound: {@code v} or {@code a}. */
  public Path part(Path clip, String kind) {
    return clip(
        clip.getFileName() + "-" + kind,
        List.of("-copyts", "-i", clip.toString(), "-map", "0:" + kind, "-c", "copy"));
  }

  /** A clip of one's own: ffmpeg's arguments for the input and the codecs. */
  public Path clip(String name, List<String> arguments) {
    Path file = folder.resolve(name + ".push.flv");
    synchronized (this) {
      if (!Files.exists(file)) {
        List<String> command = new ArrayList<>(List.of("-y", "-v", "error"));
        command.addAll(arguments);
        command.addAll(List.of("-f", "flv", file.toString()));
        ffmpeg.run(command.toArray(String[]::new));
      }
    }
    return file;
  }
}
