package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvOutput;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStats;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePublishedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Live streams, the real playback servlet, and players in a time that only goes on when all that is
 * due has happened. One thread, but for packaging, which is waited for.
 */
final class PlayerWorld implements AutoCloseable {
  static final long SEGMENT_MILLIS = 2_000;
  private static final long FRAME_MILLIS = 40;

  private record Turn(long millis, long order, Runnable act) {}

  final Random random;
  final FlvStreams flv;
  final InProcess http;
  private final FakeClock clock = new FakeClock();
  private final HlsStreams hls;
  private final HlsOutput hlsOutput;
  private final FlvOutput flvOutput;
  private final Map<StreamPath, FakePublishedStream> streams = new HashMap<>();
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(
          (a, b) ->
              a.millis == b.millis
                  ? Long.compare(a.order, b.order)
                  : Long.compare(a.millis, b.millis));
  private final Map<String, Integer> truth = new HashMap<>();
  private long now;
  private long order;
  private long frames;

  PlayerWorld(long seed, List<StreamPath> paths) {
    random = new Random(seed);
    hls = new HlsStreams(ConfigDefaults.of(HlsConfig.class), new FakeCodecs(), clock);
    flv =
        new FlvStreams(
            ConfigDefaults.of(FlvConfig.class),
            new FakeCodecs(),
            event -> {},
            clock,
            System::nanoTime);
    hlsOutput = new HlsOutput(hls);
    flvOutput = new FlvOutput(flv);
    http =
        new InProcess(
            new HlsServlet(
                hls,
                (request, path, action, protocol) -> PlaybackGate.Audience.EVERYONE,
                clock,
                new FlvPlayback(flv, path -> List.of(), new FakeCodecs())));
    for (StreamPath path : paths) {
      FakePublishedStream published = new FakePublishedStream(path, 35);
      hlsOutput.opened(published);
      flvOutput.opened(published);
      streams.put(path, published);
    }
    segment();
    segment();
    every(SEGMENT_MILLIS, this::segment);
    every(1_000, hls::tick);
  }

  /** Lets something happen so many milliseconds from now. */
  void in(long millis, Runnable act) {
    turns.add(new Turn(now + millis, order++, act));
  }

  private void every(long millis, Runnable act) {
    in(
        millis,
        () -> {
          act.run();
          every(millis, act);
        });
  }

  /** Lets time pass. */
  void run(Duration time) {
    long end = now + time.toMillis();
    while (!turns.isEmpty() && turns.element().millis <= end) {
      Turn next = turns.remove();
      clock.advanceMillis(next.millis - now);
      now = next.millis;
      next.act.run();
    }
    clock.advanceMillis(end - now);
    now = end;
  }

  /** One more segment of each stream, listed when this returns. */
  private void segment() {
    TrackFormat format =
        new TrackFormat(
            TrackId.of(FakeCodec.VIDEO.kind(), 0),
            FakeCodec.VIDEO.kind(),
            FakeCodec.VIDEO.id(),
            1000,
            FakeCodec.CONFIG,
            FakeCodec.VIDEO.describe(FakeCodec.CONFIG));
    long most = frames + SEGMENT_MILLIS / FRAME_MILLIS;
    for (; frames < most; frames++) {
      FrameFlags flags = FrameFlags.of(frames * FRAME_MILLIS % SEGMENT_MILLIS == 0, false);
      MediaFrame frame =
          new MediaFrame(
              format,
              10_000 + frames * FRAME_MILLIS,
              0,
              0,
              flags,
              FakeCodec.sample(flags, (int) frames, 50));
      streams.values().forEach(stream -> stream.write(frame));
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                hls.stats().perStream().stream()
                    .allMatch(stream -> stream.mediaSequence() >= newest()));
  }

  /** Number of the newest segment that is surely complete. */
  long newest() {
    return frames * FRAME_MILLIS / SEGMENT_MILLIS - 2;
  }

  /** A player says that it plays now, or does not any more. */
  void plays(StreamPath stream, String protocol, boolean now) {
    truth.merge(stream + " " + protocol, now ? 1 : -1, Integer::sum);
  }

  /** Who really plays, by stream and protocol. */
  Map<String, Integer> truth() {
    return Map.copyOf(truth);
  }

  /** Who plays by what the server says, by stream and protocol. */
  Map<String, Integer> counted() {
    Map<String, Integer> counted = new HashMap<>();
    for (StreamPath path : streams.keySet()) {
      hls.viewers(path).forEach((protocol, n) -> counted.put(path + " " + protocol, n));
      flv.viewers(path).forEach((protocol, n) -> counted.put(path + " " + protocol, n));
    }
    return counted;
  }

  HlsStats stats() {
    return hls.stats();
  }

  List<StreamPath> paths() {
    return new ArrayList<>(streams.keySet());
  }

  @Override
  public void close() {
    hlsOutput.stop();
    flvOutput.stop();
    assertThat(hls.stats().perStream()).allMatch(stream -> stream.viewers().isEmpty());
  }
}
