package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who wait for a rendition hear when its publisher leaves. */
class LadderGapTest {
  private static final TrackId HIGH = new TrackId("720--video");
  private static final TrackId LOW = new TrackId("480--video");
  private final HlsStreams streams =
      new HlsStreams(
          ConfigDefaults.of(HlsConfig.class, Map.of("ladder", "live/{name}_{rendition}")),
          Media.CODECS,
          new FakeClock());
  private final HlsOutput output = new HlsOutput(streams);
  private final FakePublishedStream high = publish("720", 5);
  private final FakePublishedStream low = publish("480", 6);

  /** The fifth part of segment 2 is there, of the sixth a half. */
  @BeforeEach
  void start() {
    write(0, 5100, high, low);
    listed(new Goal.Reload(LOW, 2, 4));
    listed(new Goal.Reload(HIGH, 2, 4));
  }

  @AfterEach
  void stop() {
    output.stop();
  }

  @Test
  void aReloadIsAnsweredWithTheFirstGapOfTheNextSegment() {
    AtomicInteger answered = new AtomicInteger();
    stream().await(new Goal.Reload(LOW, 2, 6), answered::incrementAndGet);
    low.end(EndReason.LOST);
    await().until(() -> state(part(2, 6)) == Goal.State.BEYOND);
    write(5100, 6080, high);
    listed(new Goal.Reload(LOW, 2, Goal.WHOLE));
    for (Goal next :
        List.of(
            new Goal.Reload(LOW, 2, 6), new Goal.Reload(LOW, 2, 9), new Goal.Reload(LOW, 3, 0))) {
      assertThat(state(next)).as("nobody asks in vain again").isEqualTo(Goal.State.AHEAD);
    }
    assertThat(answered).hasValue(0);
    write(6080, 6300, high);
    await().until(() -> answered.get() == 1);
    listed(new Goal.Reload(LOW, 2, 9));
    listed(new Goal.Reload(LOW, 3, 0));
    assertThat(state(new Goal.Reload(LOW, 3, 9))).isEqualTo(Goal.State.AHEAD);
  }

  @Test
  void whoAskedForTheHintedPartHearsAtOnceThatItDoesNotCome() {
    write(5100, 5200, high, low);
    listed(new Goal.Reload(LOW, 2, 5));
    listed(new Goal.Reload(HIGH, 2, 5));
    assertThat(state(part(2, 6))).isEqualTo(Goal.State.AHEAD);
    AtomicInteger answered = new AtomicInteger();
    stream().await(part(2, 6), answered::incrementAndGet);
    low.end(EndReason.LOST);
    await().until(() -> answered.get() == 1);
    assertThat(state(part(2, 6))).isEqualTo(Goal.State.BEYOND);
    assertThat(state(part(2, 5))).isEqualTo(Goal.State.REACHED);
    assertThat(state(part(3, 0))).isEqualTo(Goal.State.BEYOND);
    assertThat(stream().file(name(2, 5))).isPresent();
    assertThat(stream().file(name(2, 6))).isEmpty();
    write(5200, 6300, high);
    listed(new Goal.Reload(LOW, 3, 0));
    assertThat(stream().file(name(2, 6))).isEmpty();
    assertThat(stream().file(name(3, 0))).as("a gap").isEmpty();
    assertThat(state(part(2, 6))).isEqualTo(Goal.State.BEYOND);
    assertThat(state(part(3, 1))).isEqualTo(Goal.State.BEYOND);
    assertThat(state(part(4, 0))).isEqualTo(Goal.State.BEYOND);
    assertThat(stream().file(new MediaName.MediaSegment(LOW, 5, 2))).isPresent();
    assertThat(stream().file(new MediaName.MediaSegment(LOW, 5, 3))).isEmpty();
  }

  /** It was hinted at, and has what came of it. */
  @Test
  void whoAskedForThePartInWhichItLeftGetsWhatCame() {
    AtomicInteger answered = new AtomicInteger();
    stream().await(part(2, 5), answered::incrementAndGet);
    low.end(EndReason.LOST);
    await().until(() -> answered.get() == 1);
    assertThat(stream().file(name(2, 5))).isPresent();
  }

  @Test
  void whoReadsTheSegmentThatGrowsGetsItsEnd() {
    try (SegmentReading growing =
            stream().reading(new MediaName.MediaSegment(LOW, 5, 2)).orElseThrow();
        SegmentReading next =
            stream().reading(new MediaName.MediaSegment(LOW, 5, 3)).orElseThrow()) {
      SegmentReading.Step before = growing.next().orElseThrow();
      assertThat(before.last()).isFalse();
      assertThat(next.next().orElseThrow().pieces()).isEmpty();
      AtomicInteger answered = new AtomicInteger();
      growing.await(answered::incrementAndGet);
      next.await(answered::incrementAndGet);
      low.end(EndReason.LOST);
      await().until(() -> answered.get() == 2);
      SegmentReading.Step last = growing.next().orElseThrow();
      assertThat(last.pieces()).as("what was begun of a part").isNotEmpty();
      assertThat(last.last()).isTrue();
      assertThat(next.next()).isEmpty();
      assertThat(stream().reading(new MediaName.MediaSegment(LOW, 5, 3))).isEmpty();
    }
  }

  @Test
  void theLeadingRenditionIsNoOther() {
    AtomicInteger answered = new AtomicInteger();
    stream().await(new Goal.Reload(HIGH, 3, 0), answered::incrementAndGet);
    high.end(EndReason.FINISHED);
    write(5100, 6300, low);
    await().until(() -> answered.get() == 1);
    assertThat(playlist(HIGH)).contains("GAP=YES");
    assertThat(playlist(LOW)).doesNotContain("GAP");
  }

  @Test
  void whoIsTakenOverDidNotLeave() {
    low.end(EndReason.TAKEN_OVER);
    FakePublishedStream back = publish("480", 7);
    write(5100, 6300, high, back);
    listed(new Goal.Reload(LOW, 3, 0));
    assertThat(playlist(LOW)).doesNotContain("GAP");
    assertThat(stream().file(name(2, 9))).isPresent();
  }

  @Test
  void whoIsBackBeforeItsEndWasSeenDidNotLeave() {
    FakePublishedStream back = publish("480", 7);
    low.end(EndReason.LOST);
    write(5100, 6300, high, back);
    listed(new Goal.Reload(LOW, 3, 0));
    assertThat(playlist(LOW)).doesNotContain("GAP");
  }

  @Test
  void theLastOneLeavesNoGaps() {
    high.end(EndReason.LOST);
    await()
        .until(
            () ->
                state(new Goal.Hinted(new MediaName.MediaPart(HIGH, 5, 2, 6)))
                    == Goal.State.BEYOND);
    low.end(EndReason.FINISHED);
    await().until(() -> playlist(LOW).endsWith("#EXT-X-ENDLIST\n"));
    assertThat(playlist(LOW)).doesNotContain("GAP");
  }

  /** Waits until it is; the packager is asked to look. */
  private void listed(Goal goal) {
    await()
        .until(
            () -> {
              streams.tick();
              return state(goal) == Goal.State.REACHED;
            });
  }

  private FakePublishedStream publish(String rendition, long epoch) {
    FakePublishedStream published =
        new FakePublishedStream(new StreamPath("live", "cam1_" + rendition), epoch);
    output.opened(published);
    return published;
  }

  private static void write(long from, long to, FakePublishedStream... renditions) {
    Media.av(Media.START, Media.START + to, 1000).stream()
        .filter(f -> f.dts() >= Media.START + from)
        .forEach(frame -> List.of(renditions).forEach(rendition -> rendition.write(frame)));
  }

  private HlsStream stream() {
    return streams.find(new StreamPath("live", "cam1")).orElseThrow();
  }

  private Goal.State state(Goal goal) {
    return stream().state(goal);
  }

  private static MediaName.MediaPart name(long number, int part) {
    return new MediaName.MediaPart(LOW, 5, number, part);
  }

  private static Goal part(long number, int part) {
    return new Goal.Hinted(name(number, part));
  }

  private String playlist(TrackId track) {
    return stream()
        .file(new MediaName.Playlist(track))
        .map(f -> Bench.text(((HlsFile.Playlist) f).rendered()))
        .orElse("");
  }
}
