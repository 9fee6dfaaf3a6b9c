package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.flv.FlvTag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One rendition of a ladder loses its connection and comes back with the same clock; the others do
 * not notice. The tags are sent by hand, so that nothing hangs on how fast this machine is.
 */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class LadderComebackIT {
  private static final int SECONDS = 12;

  /** In the middle of a segment, both. */
  private static final long LEAVES = 5_000;

  private static final long RETURNS = 9_000;

  /** Where the next segment begins. */
  private static final long ENTERS = 10_000;

  private static final int FRAME = 40;

  @ParameterizedTest
  @CsvSource({"leader,360,180", "follower,180,360"})
  void theOthersGoOn(String name, String leaves, String stays, Stage stage) {
    Path leaving = stage.media().sized(SECONDS, leaves.equals("360") ? "640x360" : "320x180");
    Path staying = stage.media().sized(SECONDS, stays.equals("360") ? "640x360" : "320x180");
    String stream = "ladder/" + name;
    HlsPlayer left = stage.variant(stream, leaves + "--video");
    HlsPlayer stayed = stage.variant(stream, stays + "--video");
    List<FlvTag> a = FlvClip.read(leaving).tags();
    List<FlvTag> b = FlvClip.read(staying).tags();
    boolean first = name.equals("leader");
    RtmpPublisher lost = null;
    if (first) {
      lost = RtmpPublisher.open(stage.server(), stream + "_" + leaves);
      send(lost, a, 0, 1_000);
    }
    try (RtmpPublisher on = RtmpPublisher.open(stage.server(), stream + "_" + stays)) {
      send(on, b, 0, 1_000);
      if (lost == null) {
        lost = RtmpPublisher.open(stage.server(), stream + "_" + leaves);
        send(lost, a, 0, 1_000);
      }
      // Who is heard of after a segment has begun is in the next one only, and these are sent
      // faster than a server on a busy machine may read.
      left.playUntil(0, Stage.LIMIT);
      stayed.playUntil(0, Stage.LIMIT);
      together(lost, a, on, b, 1_000, LEAVES);
      left.playUntil(2, Stage.LIMIT);
      lost.close();
      send(on, b, LEAVES, RETURNS - 200);
      stayed.playUntil(4, Stage.LIMIT);
      left.step();
      send(on, b, RETURNS - 200, RETURNS);
      try (RtmpPublisher back = RtmpPublisher.open(stage.server(), stream + "_" + leaves)) {
        configuration(a).forEach(back::send);
        together(back, a, on, b, RETURNS, (SECONDS + 1) * 1_000);
        on.finish();
        back.finish();
        HlsPlayer.playToEnd(Stage.LIMIT, stayed, left);
      }
    }
    new Fidelity(stage, staying, stream).fragmented(stayed, true, true);
    HlsTrack video = left.track("v");
    assertThat(video.grid()).as("numbers, times and breaks").isEqualTo(stayed.track("v").grid());
    assertThat(video.playlist().split("#EXT-X-GAP", -1)).as(video.playlist()).hasSize(3);
    List<Path> runs = video.write(stage.folder(), stream.replace('/', '-') + "-left");
    assertThat(runs).as("no break in what left and came back").hasSize(1);
    List<String> pushed = FrameHash.hashes(stage.ffmpeg(), leaving, "v:0", FrameHash.Of.DECODED);
    List<String> expected = new ArrayList<>(pushed.subList(0, (int) LEAVES / FRAME));
    expected.addAll(pushed.subList((int) ENTERS / FRAME, pushed.size()));
    assertThat(FrameHash.hashes(stage.ffmpeg(), runs.getFirst(), "v:0", FrameHash.Of.DECODED))
        .as("all until it left, and all from the next segment on")
        .isEqualTo(expected);
  }

  private static void together(
      RtmpPublisher one, List<FlvTag> a, RtmpPublisher other, List<FlvTag> b, long from, long to) {
    for (long at = from; at < to; at += 200) {
      send(one, a, at, at + 200);
      send(other, b, at, at + 200);
    }
  }

  private static void send(RtmpPublisher publisher, List<FlvTag> tags, long from, long to) {
    tags.stream()
        .filter(tag -> tag.timestamp() >= from && tag.timestamp() < to)
        .forEach(publisher::send);
  }

  /** What an encoder says first: metadata and the codecs' configurations. */
  private static List<FlvTag> configuration(List<FlvTag> tags) {
    List<FlvTag> said = new ArrayList<>();
    for (FlvTag tag : tags) {
      if (tag.type() != FlvTag.SCRIPT && tag.body().u8(1) != 0) {
        return said;
      }
      said.add(tag);
    }
    return said;
  }
}
