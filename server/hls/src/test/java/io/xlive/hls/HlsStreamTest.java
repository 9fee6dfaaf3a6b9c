package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePublishedStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HlsStreamTest {
  private static final StreamPath PATH = new StreamPath("live", "cam1");
  private final FakeClock clock = new FakeClock();
  private final HlsStreams streams =
      new HlsStreams(ConfigDefaults.of(HlsConfig.class), Media.CODECS, clock);
  private final HlsOutput output = new HlsOutput(streams);

  @AfterEach
  void stop() {
    output.stop();
  }

  private FakePublishedStream publish(long epoch) {
    FakePublishedStream published = new FakePublishedStream(PATH, epoch);
    output.opened(published);
    return published;
  }

  private HlsStream stream() {
    return streams.find(PATH).orElseThrow();
  }

  private String video() {
    return stream()
        .file(new MediaName.Playlist(Bench.VIDEO))
        .map(f -> Bench.text(((HlsFile.Playlist) f).rendered()))
        .orElse("");
  }

  private FakePublishedStream publishSixSeconds(long epoch) {
    FakePublishedStream published = publish(epoch);
    published.write(Media.av(Media.START, Media.START + 6100, 2000));
    return published;
  }

  /** The packager is told of a part that nobody waits for a part later, or by the clock. */
  private void awaitListed(String name) {
    await()
        .untilAsserted(
            () -> {
              streams.tick();
              assertThat(video()).contains("\n" + name);
            });
  }

  private void awaitIdle() {
    await().until(() -> streams.stats().perStream().stream().noneMatch(s -> s.publishing()));
  }

  @Test
  void playsAsSoonAsThereArePartsOfPictureAndSound() {
    FakePublishedStream published = publish(36);
    published.write(Media.pictures(Media.VIDEO, Media.START, Media.START + 600, 40, 2000));
    assertThat(stream().multivariant("")).isEmpty();
    published.write(Media.sound(Media.AUDIO, Media.START, Media.START + 600));
    await().until(() -> stream().multivariant("").isPresent());
    assertThat(video()).contains("video,10,0,0.m4s");
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"FINISHED", "KICKED", "REFUSED", "SHUTDOWN"})
  void endsAtOnceWhenNobodyWillComeBack(EndReason reason) {
    publishSixSeconds(1).end(reason);
    await().untilAsserted(() -> assertThat(video()).endsWith("video,1,3.m4s\n#EXT-X-ENDLIST\n"));
    HlsFile keys = stream().file(new MediaName.KeyFrames(Bench.VIDEO)).orElseThrow();
    assertThat(Bench.text(((HlsFile.Playlist) keys).rendered()))
        .endsWith("video,1,3,key.m4s\n#EXT-X-ENDLIST\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"LOST", "TAKEN_OVER"})
  void waitsForThePublisherWithinTheGrace(EndReason reason) {
    publishSixSeconds(1).end(reason);
    awaitIdle();
    clock.advanceMillis(9_999);
    streams.tick();
    assertThat(video()).endsWith("video,1,3.m4s\n#EXT-X-DISCONTINUITY\n");
    clock.advanceMillis(1);
    streams.tick();
    assertThat(video()).endsWith("#EXT-X-ENDLIST\n");
  }

  @Test
  void memoryIsTakenFromWhatEndedAndFromNothingElse() {
    FakePublishedStream published = publishSixSeconds(1);
    await().until(() -> stream().heldBytes() > 0);
    assertThat(streams.release(1)).as("it is published").isZero();
    published.end(EndReason.LOST);
    awaitIdle();
    assertThat(streams.release(1)).as("its publisher may come back").isZero();
    publishSixSeconds(2).end(EndReason.FINISHED);
    awaitIdle();
    long held = streams.heldBytes(PATH);
    assertThat(held).isPositive();
    assertThat(streams.release(0)).as("nothing was asked for").isZero();
    assertThat(streams.release(1)).isEqualTo(held);
    assertThat(streams.find(PATH)).isEmpty();
    assertThat(streams.heldBytes(PATH)).isZero();
  }

  @Test
  void aPublisherThatComesBackContinuesThePlaylist() {
    publishSixSeconds(1).end(EndReason.LOST);
    awaitIdle();
    clock.advanceMillis(5_000);
    publishSixSeconds(2);
    awaitListed("video,2,6.m4s");
    clock.advanceMillis(60_000);
    streams.tick();
    assertThat(video())
        .contains("#EXT-X-MEDIA-SEQUENCE:1\n", "#EXT-X-TARGETDURATION:2\n")
        .contains(
            """
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="video,2,init-0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:\
            """)
        .doesNotContain("ENDLIST");
  }

  @Test
  void aPublisherThatComesBackAfterTheEndOpensItAgain() {
    publishSixSeconds(1).end(EndReason.FINISHED);
    await().untilAsserted(() -> assertThat(video()).contains("ENDLIST"));
    publishSixSeconds(2);
    awaitListed("video,2,6.m4s");
    assertThat(video()).doesNotContain("ENDLIST").contains("#EXT-X-DISCONTINUITY\n");
  }

  @Test
  void oldAndNewPublicationNeverShareAName() {
    publishSixSeconds(1).end(EndReason.FINISHED);
    awaitIdle();
    assertThat(stream().file(new MediaName.MediaSegment(Bench.VIDEO, 1, 0))).isPresent();
    assertThat(stream().file(new MediaName.MediaSegment(Bench.VIDEO, 2, 0))).isEmpty();
  }

  @Test
  void whatLeftThePlaylistStaysForItsLengthAndOneSegment() {
    publish(1).write(Media.av(Media.START, Media.START + 14_100, 2000));
    MediaName first = new MediaName.MediaSegment(Bench.VIDEO, 1, 0);
    awaitListed("video,1,6.m4s");
    assertThat(video()).doesNotContain("video,1,0.m4s");
    clock.advanceMillis(14_000);
    streams.tick();
    assertThat(stream().file(first)).isPresent();
    clock.advanceMillis(100);
    streams.tick();
    assertThat(stream().file(first)).isEmpty();
  }

  @Test
  void aStreamThatNobodyAsksForLeavesMemory() {
    publishSixSeconds(1).end(EndReason.FINISHED);
    awaitIdle();
    clock.advance(Duration.ofMinutes(4));
    assertThat(video()).isNotEmpty();
    clock.advance(Duration.ofMinutes(5)).advanceMillis(-1);
    streams.tick();
    assertThat(streams.find(PATH)).isPresent();
    clock.advanceMillis(1);
    streams.tick();
    assertThat(streams.find(PATH)).isEmpty();
    assertThat(streams.stats().bytesHeld()).isZero();
  }

  @Test
  void aLiveStreamThatNobodyAsksForStays() {
    publishSixSeconds(1);
    clock.advance(Duration.ofHours(1));
    streams.tick();
    assertThat(streams.find(PATH)).isPresent();
  }

  @Test
  void partsCanBeFetchedBeforeTheirSegmentIsComplete() {
    FakePublishedStream published = publish(1);
    published.write(Media.av(Media.START, Media.START + 1000, 2000));
    MediaName part = new MediaName.MediaPart(Bench.VIDEO, 1, 0, 3);
    await().until(() -> stream().file(part).isPresent());
    assertThat(stream().file(new MediaName.MediaSegment(Bench.VIDEO, 1, 0))).isEmpty();
    assertThat(stream().file(new MediaName.MediaPart(Bench.VIDEO, 1, 0, 99))).isEmpty();
  }

  @Test
  void nothingIsMadeForAStreamThatNobodyWatches() {
    publishSixSeconds(1).end(EndReason.FINISHED);
    awaitIdle();
    long before = streams.stats().bytesHeld();
    stream().file(new MediaName.TsSegment(1, 0)).orElseThrow();
    assertThat(streams.stats().bytesHeld()).isGreaterThan(before);
    assertThat(streams.stats().requests()).isEqualTo(1);
  }

  @Test
  void givesTheSubscriptionBack() {
    FakePublishedStream published = publishSixSeconds(1);
    published.end(EndReason.FINISHED);
    awaitIdle();
    assertThat(published.subscriptions()).allMatch(s -> s.closed());
  }

  @Test
  void stopEndsEveryPlaylist() {
    publishSixSeconds(1);
    awaitListed("video,1,2.m4s");
    HlsStream stream = stream();
    output.stop();
    assertThat(
            Bench.text(
                ((HlsFile.Playlist) stream.file(new MediaName.Playlist(Bench.VIDEO)).orElseThrow())
                    .rendered()))
        .endsWith("video,1,3.m4s\n#EXT-X-ENDLIST\n");
  }
}
