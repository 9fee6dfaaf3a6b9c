package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.Resolution;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.model.VideoRange;
import io.xlive.spi.media.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Encoders that change picture size, sound or codec in the middle, on the same connection. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class ParametersIT {
  @Test
  void anotherPictureSizeGetsASectionOfItsOwn(Stage stage) {
    Path small = stage.media().sized(5, "320x180");
    Path large = stage.media().sized(5, "640x360");
    String stream = "parameters/size";
    HlsPlayer player = stage.player(stream);
    HlsPlayer transport = stage.tsPlayer(stream);
    Path joined =
        FlvClip.read(small)
            .then(FlvClip.read(large))
            .write(stage.folder().resolve("both-sizes.flv"));
    try (ChildProcess push = stage.push(joined, stream)) {
      player.playUntil(1, Stage.LIMIT);
      assertThat(variant(stage, stream).resolution()).contains(Resolution.of(320, 180));
      HlsPlayer.playToEnd(Stage.LIMIT, player, transport);
      push.succeeds(Stage.LIMIT);
    }
    assertThat(variant(stage, stream).resolution()).contains(Resolution.of(640, 360));
    bothPartsArrive(stage, player, small, large);
    picturesOfBothParts(stage, transport.track("v"), small, large);
  }

  /** The picture is the same; what its supplemental information says of colour is not. */
  @Test
  void picturesThatBecomeHlgGetASectionOfTheirOwn(Stage stage) {
    Path clip = stage.media().synthetic(5, Optional.of("libopenh264"), Optional.of("aac"));
    Bytes hlg = Bytes.ofHex("06 93 01 12 90 04 03e80190 80");
    FlvClip plain = FlvClip.read(clip);
    String stream = "parameters/hlg";
    HlsPlayer player = stage.player(stream);
    Path both = plain.then(plain.beforeKeyFrames(hlg)).write(stage.folder().resolve("sdr-hlg.flv"));
    try (ChildProcess push = stage.push(both, stream)) {
      player.playUntil(1, Stage.LIMIT);
      assertThat(variant(stage, stream).videoRange()).contains(VideoRange.SDR);
      HlsPlayer.playToEnd(Stage.LIMIT, player);
      push.succeeds(Stage.LIMIT);
    }
    assertThat(variant(stage, stream).videoRange()).contains(VideoRange.HLG);
    List<Path> runs = player.track("v").write(stage.folder(), "hlg-v");
    assertThat(runs).hasSize(2);
    assertThat(stage.ffmpeg().probe("-show_streams", runs.getFirst().toString()))
        .doesNotContain("arib-std-b67", "max_content=1000");
    assertThat(stage.ffmpeg().probe("-show_streams", runs.getLast().toString()))
        .contains("color_transfer=arib-std-b67", "max_content=1000", "max_average=400");
  }

  @Test
  void otherCodecsOnTheSameConnectionGetSectionsOfTheirOwn(Stage stage) {
    Path before = stage.media().synthetic(5, Optional.of("libopenh264"), Optional.of("aac"));
    Path after = stage.media().synthetic(5, Optional.of("libsvtav1"), Optional.of("libopus"));
    String stream = "parameters/codec";
    HlsPlayer player = stage.player(stream);
    try (RtmpPublisher publisher = RtmpPublisher.open(stage.server(), stream)) {
      FlvClip.read(before).then(FlvClip.read(after)).tags().forEach(publisher::send);
      publisher.finish();
      HlsPlayer.playToEnd(Stage.LIMIT, player);
    }
    assertThat(variant(stage, stream).codecs()).anyMatch(codec -> codec.startsWith("av01."));
    bothPartsArrive(stage, player, before, after);
    assertThat(player.track("a").discontinuities()).isEqualTo(1);
  }

  private static Variant variant(Stage stage, String stream) {
    return new HlsClient()
        .multivariant(stage.server().uri("/" + stream + ".m3u8"))
        .orElseThrow()
        .variants()
        .getFirst();
  }

  private static void bothPartsArrive(Stage stage, HlsPlayer player, Path first, Path second) {
    picturesOfBothParts(stage, player.track("v"), first, second);
    HlsTrack audio = player.track("a");
    assertThat(audio.violations()).isEmpty();
    List<String> pushed = new ArrayList<>();
    pushed.addAll(packets(stage, first));
    pushed.addAll(packets(stage, second));
    List<String> played = new ArrayList<>();
    for (Path run : audio.write(stage.folder(), first.getFileName() + "-runs-a")) {
      played.addAll(packets(stage, run));
    }
    assertThat(played).as("audio frames").isEqualTo(pushed);
  }

  private static void picturesOfBothParts(Stage stage, HlsTrack track, Path first, Path second) {
    assertThat(track.violations()).isEmpty();
    assertThat(track.discontinuities()).as(track.playlist()).isEqualTo(1);
    List<Path> runs = track.write(stage.folder(), first.getFileName() + "-runs-v");
    pictures(stage, runs.getFirst(), first);
    pictures(stage, runs.getLast(), second);
  }

  private static void pictures(Stage stage, Path played, Path pushed) {
    assertThat(FrameHash.hashes(stage.ffmpeg(), played, "v:0", FrameHash.Of.DECODED))
        .as("pictures of %s", pushed)
        .isEqualTo(FrameHash.hashes(stage.ffmpeg(), pushed, "v:0", FrameHash.Of.DECODED));
  }

  private static List<String> packets(Stage stage, Path file) {
    return FrameHash.hashes(stage.ffmpeg(), file, "a:0", FrameHash.Of.PACKETS);
  }
}
