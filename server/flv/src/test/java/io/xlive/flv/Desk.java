package io.xlive.flv;

import static org.awaitility.Awaitility.await;

import io.xlive.spi.Peer;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePeers;
import io.xlive.testkit.FakePublishedStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One stream with players, a clock in the test's hand, and what the world is told. */
final class Desk {
  static final StreamPath CAM = new StreamPath("live", "cam");

  /** A codec that legacy FLV does not have. */
  static final FakeCodec HEVC =
      new FakeCodec(
          new CodecId("fake-hevc"),
          TrackKind.VIDEO,
          new FlvMapping("hvc1", OptionalInt.empty(), true, true),
          Optional.empty());

  final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  final List<StreamEvent> events = new CopyOnWriteArrayList<>();
  final FakeClock clock = new FakeClock();
  final FlvStreams streams;
  final FlvOutput output;
  private long epoch;
  FakePublishedStream published;

  Desk(FlvConfig config) {
    FakeCodecs codecs = new FakeCodecs(FakeCodec.VIDEO, FakeCodec.AUDIO, HEVC);
    streams = new FlvStreams(config, codecs, events::add, clock, nanos::get);
    output = new FlvOutput(streams);
    published = publish();
  }

  /** Another publication of the same name. */
  FakePublishedStream publish() {
    published = new FakePublishedStream(CAM, ++epoch);
    output.opened(published);
    return published;
  }

  FlvClient admit() {
    return streams.admit(CAM, peer(), false);
  }

  static Peer peer() {
    return FakePeers.player(7);
  }

  RecordingSink play() {
    return play(admit());
  }

  RecordingSink play(FlvClient client) {
    RecordingSink sink = new RecordingSink();
    client.start(sink);
    return sink;
  }

  void write(List<MediaFrame> frames) {
    published.write(frames);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Waits until a player has so many tags, then tells what they are. */
  static List<String> tags(RecordingSink sink, int count) {
    await().atMost(Duration.ofSeconds(5)).until(() -> sink.tags().size() >= count);
    return sink.text();
  }
}
