package io.xlive.flv;

import static io.xlive.flv.Desk.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowPlayerTest {
  private static final TrackFormat VIDEO = Frames.VIDEO;
  private static final int KIB = 1024;

  private final Desk desk =
      new Desk(
          ConfigDefaults.of(FlvConfig.class, Map.of("queue-bytes", "64KiB", "gop-bytes", "16MiB")));
  private final FlvClient slow = desk.admit();
  private RecordingSink slowSink;
  private RecordingSink fast;

  @BeforeEach
  void start() {
    slowSink = desk.play(slow);
    fast = desk.play();
    desk.write(Frames.interleave(Frames.gop(VIDEO, 0, 40, 1), Frames.audio(Frames.AUDIO, 0, 1)));
    tags(slowSink, 4);
    tags(fast, 4);
    slowSink.shut();
  }

  @AfterEach
  void stop() {
    desk.output.stop();
  }

  /** A group of a key frame and {@code deltas} frames of 10 KiB. */
  private static List<MediaFrame> group(long dts, int deltas) {
    List<MediaFrame> frames = new ArrayList<>();
    frames.add(Frames.frame(VIDEO, dts, 0, FrameFlags.KEY, 10 * KIB));
    for (int i = 1; i <= deltas; i++) {
      frames.add(Frames.frame(VIDEO, dts + i * 40L, 0, FrameFlags.NONE, 10 * KIB));
    }
    return frames;
  }

  private void writeAndSettle(List<MediaFrame> frames) {
    int before = fast.tags().size();
    desk.write(frames);
    tags(fast, before + frames.size());
  }

  @Test
  void nothingIsLostBelowTheLimitOfBytes() {
    writeAndSettle(group(1_000, 5)); // 60 KiB
    slowSink.reopen();
    slow.writable();
    assertThat(tags(slowSink, 10)).last().isEqualTo("v2701@1200");
    assertThat(slow.dropped()).isZero();
  }

  @Test
  void overTheLimitOfBytesItGoesOnAtTheNextKeyFrame() {
    writeAndSettle(group(1_000, 7)); // 80 KiB
    await().until(() -> slow.dropped() == 0);
    writeAndSettle(group(2_000, 1));
    slowSink.reopen();
    slow.writable();
    // The headers changed since the key frame it began with: sound was not known there.
    assertThat(tags(slowSink, 8).subList(4, 8))
        .containsExactly("v1700@2000", "aaf00@2000", "v1701@2000", "v2701@2040");
    assertThat(slow.dropped()).isEqualTo(8);
    assertThat(slowSink.ended()).isEmpty();
    // Its neighbour has seen everything.
    assertThat(fast.tags()).hasSize(4 + 8 + 2);
  }

  @Test
  void overTheLimitOfTimeItGoesOnAtTheNextKeyFrame() {
    writeAndSettle(group(1_000, 0));
    desk.pass(Duration.ofMillis(2_000));
    writeAndSettle(group(3_000, 0));
    slowSink.reopen();
    slow.writable();
    assertThat(tags(slowSink, 6).subList(4, 6)).containsExactly("v1701@1000", "v1701@3000");
    slowSink.shut();
    writeAndSettle(group(4_000, 0));
    desk.pass(Duration.ofMillis(2_001));
    writeAndSettle(group(6_000, 0));
    slowSink.reopen();
    slow.writable();
    assertThat(tags(slowSink, 7)).last().isEqualTo("v1701@6000");
    assertThat(slow.dropped()).isEqualTo(1);
  }

  @Test
  void onePlayerThatTakesNothingIsClosedAfterAWhile() {
    writeAndSettle(group(1_000, 7));
    writeAndSettle(List.of(Frames.delta(VIDEO, 1_320))); // now it is seen to be over
    desk.pass(Duration.ofSeconds(10));
    writeAndSettle(group(11_000, 0));
    assertThat(slowSink.ended()).isEmpty();
    desk.pass(Duration.ofMillis(1));
    writeAndSettle(group(12_000, 0));
    await().until(() -> slowSink.ended().isPresent());
    assertThat(slowSink.ended()).hasValue(FlvEnd.TOO_SLOW);
    assertThat(fast.ended()).isEmpty();
    assertThat(desk.streams.stats().closedSlow()).isEqualTo(1);
    assertThat(desk.streams.stats().tagsDropped()).isPositive();
  }

  @Test
  void oneThatCatchesUpInBetweenIsNot() {
    writeAndSettle(group(1_000, 7));
    writeAndSettle(List.of(Frames.delta(VIDEO, 1_320))); // now it is seen to be over
    desk.pass(Duration.ofSeconds(6));
    writeAndSettle(group(7_000, 0));
    slowSink.reopen();
    slow.writable();
    tags(slowSink, 5);
    writeAndSettle(group(8_000, 0));
    slowSink.shut();
    writeAndSettle(group(9_000, 7));
    writeAndSettle(List.of(Frames.delta(VIDEO, 9_320)));
    desk.pass(Duration.ofSeconds(6));
    writeAndSettle(group(15_000, 0));
    assertThat(slowSink.ended()).isEmpty();
  }

  @Test
  void aLongGroupThatAPlayerBeginsWithIsNoDelayOfItsOwn() {
    writeAndSettle(group(1_000, 20)); // 200 KiB, over the limit
    RecordingSink late = new RecordingSink();
    FlvClient client = desk.admit();
    late.shut();
    client.start(late);
    desk.pass(Duration.ofMillis(1_900));
    writeAndSettle(List.of(Frames.frame(VIDEO, 1_840, 0, FrameFlags.NONE, KIB)));
    late.reopen();
    client.writable();
    assertThat(tags(late, 24)).last().isEqualTo("v2701@1840");
    assertThat(client.dropped()).isZero();
  }
}
