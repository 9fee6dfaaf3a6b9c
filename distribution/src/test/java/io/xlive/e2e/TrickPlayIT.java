package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xlive.spi.media.BytesBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The playlist of key frames, as a decoder reads it. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class TrickPlayIT {
  /** Of a segment, when groups of pictures are a second long. */
  private static final int SECONDS = 2;

  private static final String HEVC = "ax_h265_bframes.mp4";

  @Test
  void aDecoderGetsTheKeyFramesAndNothingElse(Stage stage) {
    firstPictures(stage, stage.media().sized(8, "320x180"), "live/trick", 25);
  }

  /** A recording of a second, over and over: this ffmpeg does not encode HEVC. */
  @Test
  void keyFramesOfHevcToo(Stage stage) {
    Optional<Path> recording =
        Media.recordings().map(at -> at.resolve(HEVC)).filter(Files::isRegularFile);
    assumeTrue(recording.isPresent(), "the recording " + HEVC + " is not on this machine");
    Path clip =
        stage
            .media()
            .clip(
                "trick-hevc",
                List.of("-stream_loop", "7", "-i", recording.get().toString(), "-c", "copy"));
    firstPictures(stage, clip, "live/trick-hevc", 30);
  }

  /** Pushes a clip; the key frames are the first pictures of its segments. */
  private static void firstPictures(Stage stage, Path clip, String stream, int rate) {
    stage.play(clip, stream, stage.player(stream));
    URI keys = stage.server().uri("/" + stream + "/video,iframes.m3u8");
    HlsClient client = new HlsClient();
    String playlist = client.playlist(keys);
    List<String> lines = playlist.lines().toList();
    BytesBuilder file = new BytesBuilder();
    int listed = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#EXT-X-MAP:")) {
        file.bytes(client.media(keys.resolve(line.replaceFirst(".*URI=\"([^\"]+)\".*", "$1"))));
      } else if (!line.startsWith("#") && !lines.get(i - 2).equals("#EXT-X-GAP")) {
        file.bytes(client.media(keys.resolve(line)));
        listed++;
      }
    }
    List<String> played = decoded(stage, write(stage, stream, file));
    List<String> pushed = decoded(stage, clip);
    assertThat(played)
        .as(playlist)
        .hasSize(listed)
        .hasSizeGreaterThan(2)
        .isEqualTo(
            IntStream.range(0, played.size())
                .mapToObj(i -> pushed.get(i * SECONDS * rate))
                .toList());
    assertThat(types(stage, keys)).hasSameSizeAs(played).containsOnly("I");
  }

  private static Path write(Stage stage, String stream, BytesBuilder file) {
    try {
      return Files.write(
          stage.folder().resolve(stream.replace('/', '-') + ".mp4"), file.build().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> decoded(Stage stage, Path file) {
    return FrameHash.hashes(stage.ffmpeg(), file, "v:0", FrameHash.Of.DECODED);
  }

  /** As a player finds them by itself. */
  private static List<String> types(Stage stage, URI keys) {
    return stage
        .ffmpeg()
        .probe(
            "-select_streams",
            "v",
            "-show_entries",
            "frame=pict_type",
            "-of",
            "csv=p=0",
            keys.toString())
        .lines()
        .map(l -> l.replace(",", ""))
        .filter(l -> !l.isBlank())
        .toList();
  }
}
