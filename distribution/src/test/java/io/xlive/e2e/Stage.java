package io.xlive.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What most tests need: one running server on defaults but for a ladder in the app {@code ladder},
 * ffmpeg, clips. Tests share it, so each uses stream names of its own.
 */
public record Stage(Ffmpeg ffmpeg, XliveServer server, Media media, Path folder) {
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** Pushes a clip at its own pace. */
  public ChildProcess push(Path clip, String stream) {
    return push(clip, stream, List.of("-re"));
  }

  /** Pushes a clip; {@code input} are ffmpeg's options before it. */
  public ChildProcess push(Path clip, String stream, List<String> input) {
    return pushTo(clip, server.rtmp(stream), input);
  }

  /** Pushes a clip to an address. */
  ChildProcess pushTo(Path clip, String address, List<String> input) {
    List<String> arguments = new ArrayList<>(input);
    arguments.addAll(
        List.of("-i", clip.toString(), "-map", "0", "-c", "copy", "-f", "flv", address));
    return ffmpeg.start("push", arguments);
  }

  /**
   * Pushes clips as the renditions of a programme: one ffmpeg with one pace, and a connection for
   * each.
   *
   * @param clips by the rendition's name
   * @param stream the programme, in the app {@code ladder}
   * @param input ffmpeg's options before each clip
   */
  public ChildProcess pushLadder(Map<String, Path> clips, String stream, List<String> input) {
    List<String> names = List.copyOf(clips.keySet());
    List<String> arguments = new ArrayList<>();
    for (String name : names) {
      arguments.addAll(input);
      arguments.addAll(List.of("-i", String.valueOf(clips.get(name))));
    }
    for (int i = 0; i < names.size(); i++) {
      arguments.addAll(List.of("-map", Integer.toString(i), "-c", "copy", "-f", "flv"));
      arguments.add(server.rtmp(stream + "_" + names.get(i)));
    }
    return ffmpeg.start("push", arguments);
  }

  /** Pushes a clip at its own pace, with players from beginning to end. */
  void play(Path clip, String stream, HlsPlayer... players) {
    play(clip, stream, List.of("-re"), players);
  }

  /** Pushes a clip, with players from beginning to end. */
  void play(Path clip, String stream, List<String> input, HlsPlayer... players) {
    try (ChildProcess push = push(clip, stream, input)) {
      HlsPlayer.playToEnd(LIMIT, players);
      push.succeeds(LIMIT);
    }
  }

  /** A player of the default playlist. */
  HlsPlayer player(String stream) {
    return new HlsPlayer(server.uri("/" + stream + ".m3u8"));
  }

  /** A player of one variant, by the name of its media playlist: {@code 720--video}. */
  HlsPlayer variant(String stream, String track) {
    return variant(stream, track, "");
  }

  /** The same with one of its sounds; the empty text is the first. */
  HlsPlayer variant(String stream, String track, String audio) {
    return new HlsPlayer(
        server.uri("/" + stream + ".m3u8"),
        new HlsClient(),
        variant -> named(variant.uri(), track),
        sound -> audio.isEmpty() || named(sound.uri().orElse(""), audio));
  }

  private static boolean named(String uri, String track) {
    return uri.replaceFirst("\\?.*", "").endsWith("/" + track + ",index.m3u8");
  }

  /** The same of a stream whose frames or groups of pictures are irregular. */
  HlsPlayer irregular(String stream) {
    return new HlsPlayer(server.uri("/" + stream + ".m3u8"), new HlsClient(false));
  }

  /** A player of the MPEG-TS form. */
  HlsPlayer tsPlayer(String stream) {
    return new HlsPlayer(server.uri("/" + stream + "/ts.m3u8"));
  }
}
