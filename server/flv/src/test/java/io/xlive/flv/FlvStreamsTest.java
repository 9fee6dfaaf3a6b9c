package io.xlive.flv;

import static io.xlive.flv.Desk.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvReader;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlvStreamsTest {
  private static final TrackFormat VIDEO = Frames.VIDEO;
  private static final TrackFormat AUDIO = Frames.AUDIO;

  private final Desk desk = new Desk(ConfigDefaults.of(FlvConfig.class));

  @AfterEach
  void stop() {
    desk.output.stop();
  }

  private static List<MediaFrame> gop(long dts) {
    return Frames.interleave(Frames.gop(VIDEO, dts, 40, 5), Frames.audio(AUDIO, dts, 4), List.of());
  }

  @Test
  void aPlayerBeginsWithHeadersAndTheGroupOfPictures() {
    RecordingSink first = desk.play();
    desk.write(gop(10_000));
    tags(first, 11);
    RecordingSink second = desk.play();
    assertThat(tags(second, 11).subList(0, 4))
        .containsExactly("v1700@0", "v1701@0", "aaf00@0", "aaf01@0");
    desk.write(gop(10_200));
    RecordingSink third = desk.play();
    tags(second, 20);
    assertThat(tags(third, 5).subList(0, 4))
        .containsExactly("v1700@200", "aaf00@200", "v1701@200", "aaf01@200");
    FlvReader header = new FlvReader(second.bytes());
    assertThat(header.audio()).isTrue();
    assertThat(header.video()).isTrue();
    assertThat(second.flushed()).isTrue();
  }

  @Test
  void withoutTheCacheAPlayerThatJoinsWaitsForAKeyFrame() {
    desk.published.cachedGop(false);
    AtomicLong dts = new AtomicLong();
    RecordingSink first = desk.play();
    writeUntilItPlays(first, dts);
    RecordingSink second = desk.play();
    long joined = dts.get();
    writeUntilItPlays(second, dts);
    List<String> headers =
        second.text().stream().takeWhile(tag -> !tag.startsWith("v1701")).toList();
    String key = second.text().get(headers.size());
    assertThat(headers).allMatch(tag -> tag.contains("00@"));
    assertThat(Long.parseLong(key.substring(key.indexOf('@') + 1))).isGreaterThanOrEqualTo(joined);
    assertThat(first.text()).contains(key);
  }

  /** A player that joins while a key frame is on its way may wait for the one after it. */
  private void writeUntilItPlays(RecordingSink player, AtomicLong dts) {
    await()
        .until(
            () -> {
              desk.write(gop(dts.getAndAdd(200)));
              return player.text().stream().anyMatch(tag -> tag.startsWith("v1701"));
            });
  }

  @Test
  void whatWaitedLeavesBeforeALargeKeyFrameAndNotWithIt() {
    RecordingSink player = desk.play();
    desk.write(gop(0));
    tags(player, 11);
    synchronized (player) {
      // The stream's thread is stopped at the player, and finds the rest together.
      desk.write(List.of(Frames.delta(VIDEO, 200)));
      desk.write(List.of(Frames.delta(VIDEO, 240), Frames.key(VIDEO, 280)));
    }
    tags(player, 14);
    int tagAround = 11 + 4;
    assertThat(player.lastWrite()).isEqualTo(player.tags().getLast().body().length() + tagAround);
  }

  @Test
  void allPlayersGetTheSameBytesAndOneSubscriptionFeedsThem() {
    RecordingSink first = desk.play();
    RecordingSink second = desk.play();
    desk.write(gop(0));
    tags(first, 11);
    desk.write(gop(200));
    tags(first, 20);
    tags(second, 20);
    await().untilAsserted(() -> assertThat(second.bytes()).isEqualTo(first.bytes()));
    assertThat(desk.published.subscriptions()).hasSize(1);
  }

  @Test
  void metadataGoesFirstAtTheTimeOfThePicture() {
    TrackFormat data =
        new TrackFormat(
            TrackId.of(TrackKind.DATA, 0),
            TrackKind.DATA,
            new CodecId("amf0"),
            1000,
            FakeCodec.CONFIG,
            new FormatDetails.Metadata("", "onMetaData"));
    RecordingSink player = desk.play();
    // As the hub does for a reader that joins: state at the stream's position, then older pictures.
    desk.published.write(
        new MediaFrame(
            data,
            12_000,
            0,
            0,
            FrameFlags.KEY,
            Amf0Writer.encode(AmfValue.of("onMetaData"), AmfValue.NULL)));
    desk.write(gop(10_000));
    assertThat(tags(player, 4).subList(0, 2)).containsExactly("s0200@0", "v1700@0");
  }

  @Test
  void aStreamOfOneKindSaysSoInItsHeader() {
    RecordingSink player = desk.play();
    desk.write(Frames.audio(AUDIO, 0, 20));
    assertThat(player.bytes().isEmpty()).isTrue(); // there may be pictures yet
    desk.write(Frames.audio(AUDIO, 430, 20));
    tags(player, 10);
    FlvReader header = new FlvReader(player.bytes());
    assertThat(header.audio()).isTrue();
    assertThat(header.video()).isFalse();
  }

  @Test
  void newCodecsGoOutInTheEnhancedForm() {
    TrackFormat hevc = Frames.format(Desk.HEVC, TrackId.of(TrackKind.VIDEO, 0));
    RecordingSink player = desk.play();
    desk.write(Frames.interleave(Frames.gop(hevc, 0, 40, 3), Frames.audio(AUDIO, 0, 3)));
    assertThat(tags(player, 4).subList(0, 3)).containsExactly("v9068@0", "v9368@0", "aaf00@0");
  }

  @Test
  void onlyTheFirstTracksArePlayed() {
    TrackFormat second = Frames.format(FakeCodec.AUDIO, TrackId.of(TrackKind.AUDIO, 1));
    RecordingSink player = desk.play();
    desk.write(gop(0));
    tags(player, 11);
    desk.write(Frames.audio(second, 200, 5));
    desk.write(Frames.gop(VIDEO, 400, 40, 1));
    assertThat(tags(player, 12)).last().isEqualTo("v1701@400");
    assertThat(player.text().stream().filter(t -> t.startsWith("a"))).hasSize(5);
  }

  @Test
  void aLegacyPlayerIsClosedWhenTheStreamChangesToANewCodec() {
    RecordingSink legacy = desk.play(desk.streams.admit(Desk.CAM, Desk.peer(), true));
    RecordingSink modern = desk.play();
    desk.write(gop(0));
    tags(legacy, 10);
    TrackFormat hevc = Frames.format(Desk.HEVC, TrackId.of(TrackKind.VIDEO, 0));
    desk.write(Frames.gop(hevc, 400, 40, 3));
    await().until(() -> legacy.ended().isPresent());
    assertThat(legacy.ended()).hasValue(FlvEnd.NOT_LEGACY);
    assertThat(legacy.text()).noneMatch(tag -> tag.startsWith("v9"));
    assertThat(tags(modern, 14)).contains("v9068@400");
  }

  @Test
  void theEndComesBehindTheLastFrame() {
    RecordingSink player = desk.play();
    desk.write(gop(0));
    desk.published.end(EndReason.FINISHED);
    await().until(() -> player.ended().isPresent());
    assertThat(player.ended()).hasValue(FlvEnd.FINISHED);
    assertThat(player.text()).hasSize(11).last().isEqualTo("v2701@160");
    assertThatThrownBy(desk::admit)
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.STREAM_NOT_FOUND));
  }

  @Test
  void aPublisherThatComesBackInTimeGoesOn() {
    RecordingSink player = desk.play();
    desk.write(gop(5_000));
    tags(player, 11);
    desk.published.end(EndReason.LOST);
    desk.pass(Duration.ofMillis(9_900));
    desk.publish();
    await().until(() -> !desk.published.subscriptions().isEmpty());
    // Its own clock begins anew; on the server's it came 3 s behind the last frame.
    MediaFrame key = Frames.key(Frames.format(FakeCodec.VIDEO, VIDEO.id()), 0);
    desk.published.write(
        new MediaFrame(
            key.format(), 0, 0, (5_160 + 3_000) * 1_000_000L, key.flags(), key.payload()));
    assertThat(tags(player, 13).subList(11, 13)).containsExactly("v1700@3160", "v1701@3160");
    assertThat(player.ended()).isEmpty();
  }

  @Test
  void aPublisherThatDoesNotComeBackEndsThePlayers() {
    RecordingSink player = desk.play();
    desk.write(gop(0));
    tags(player, 11);
    desk.published.end(EndReason.LOST);
    await()
        .until(
            () -> {
              desk.pass(Duration.ofSeconds(1));
              return player.ended().isPresent();
            });
    assertThat(player.ended()).hasValue(FlvEnd.LOST);
  }

  @Test
  void playersAreCountedAndToldOf() {
    assertThat(desk.streams.viewers(Desk.CAM)).isEmpty();
    FlvClient client = desk.admit();
    desk.play(client);
    assertThat(desk.streams.viewers(Desk.CAM)).isEqualTo(Map.of("hls", 1));
    assertThat(desk.streams.stats().clients()).isEqualTo(1);
    desk.clock.advanceMillis(2_500);
    client.close();
    client.close();
    assertThat(desk.streams.viewers(Desk.CAM)).isEmpty();
    assertThat(desk.streams.stats().clients()).isZero();
    assertThat(desk.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            StreamEvent.PlayStarted.class.getSimpleName(),
            StreamEvent.PlayStopped.class.getSimpleName());
    assertThat(desk.events.getLast())
        .isInstanceOfSatisfying(
            StreamEvent.PlayStopped.class,
            stopped -> {
              assertThat(stopped.duration()).isEqualTo(Duration.ofMillis(2_500));
              assertThat(stopped.bytes()).isEqualTo(desk.streams.stats().bytesOut());
            });
  }

  @Test
  void theSubscriptionEndsWithTheLastPlayerAndBeginsAnewWithTheNext() {
    FlvClient client = desk.admit();
    RecordingSink sink = desk.play(client);
    desk.write(gop(0));
    tags(sink, 11);
    client.failed();
    await().until(() -> desk.published.subscriptions().getFirst().closed());
    RecordingSink next = desk.play();
    desk.write(gop(7_000));
    assertThat(tags(next, 3).getFirst()).isEqualTo("v1700@0");
  }

  @Test
  void aPlayerThatNeverStartsHoldsNothing() {
    desk.admit().close();
    await().until(() -> desk.published.subscriptions().getFirst().closed());
    assertThat(desk.streams.stats().clients()).isZero();
    assertThat(desk.events).isEmpty();
  }

  @Test
  void aBrokenConnectionIsForgotten() {
    RecordingSink broken = desk.play();
    RecordingSink whole = desk.play();
    broken.breakOff();
    desk.write(gop(0));
    tags(whole, 11);
    await().until(() -> broken.ended().isPresent());
    assertThat(broken.ended()).hasValue(FlvEnd.GONE);
    assertThat(desk.streams.viewers(Desk.CAM)).isEqualTo(Map.of("hls", 1));
  }

  @Test
  void placesAreLimitedByStreamAndInAll() {
    Desk small =
        new Desk(
            ConfigDefaults.of(
                FlvConfig.class, Map.of("max-clients", "3", "max-clients-per-stream", "2")));
    small.output.opened(
        new io.xlive.testkit.FakePublishedStream(new StreamPath("live", "other"), 9));
    FlvClient one = small.admit();
    small.admit();
    assertThatThrownBy(small::admit)
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("flv.max-clients-per-stream");
    small.streams.admit(new StreamPath("live", "other"), Desk.peer(), false);
    assertThatThrownBy(
            () -> small.streams.admit(new StreamPath("live", "other"), Desk.peer(), false))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("flv.max-clients allows");
    one.close();
    small.streams.admit(new StreamPath("live", "other"), Desk.peer(), false).close();
    small.admit().close();
    small.output.stop();
  }

  @Test
  void streamsThatAreOverLeaveMemory() {
    assertThat(desk.streams.size()).isEqualTo(1);
    desk.streams.tick();
    assertThat(desk.streams.size()).isEqualTo(1);
    desk.published.end(EndReason.FINISHED);
    desk.streams.tick();
    assertThat(desk.streams.size()).isZero();
    assertThatThrownBy(desk::admit).isInstanceOf(XliveException.class);
    desk.publish();
    desk.admit().close();
  }

  @Test
  void theServersEndIsThePlayersEnd() {
    RecordingSink player = desk.play();
    desk.write(gop(0));
    tags(player, 11);
    desk.output.stop();
    await().until(() -> player.ended().isPresent());
    assertThat(player.ended()).hasValue(FlvEnd.SHUTDOWN);
  }
}
