package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.SubscribeRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakesTest {
  private static final StreamPath PATH = new StreamPath("live", "a");

  @Test
  void onePublisherAtATimeAndFramesAreKeptUntilTheEnd() {
    FakeStreams streams = new FakeStreams();
    Publication first = streams.publish(request()).toCompletableFuture().join();
    first.write(Frames.key(Frames.VIDEO, 0));
    assertThat(streams.publish(request()).toCompletableFuture()).isCompletedExceptionally();
    first.end(EndReason.FINISHED);
    first.write(Frames.key(Frames.VIDEO, 40));
    RecordingPublication recorded = streams.publication("live/a").orElseThrow();
    assertThat(recorded.frames()).hasSize(1);
    assertThat(recorded.reason()).contains(EndReason.FINISHED);
    assertThat(streams.publish(request()).toCompletableFuture()).isCompleted();
  }

  @Test
  void answersCanBeHeldAndRefused() {
    FakeStreams streams = new FakeStreams();
    streams.hold();
    CompletionStage<Publication> asked = streams.publish(request());
    assertThat(asked.toCompletableFuture()).isNotDone();
    streams.release();
    assertThat(asked.toCompletableFuture()).isCompleted();
    streams.refuse(new XliveException(SpiError.FORBIDDEN, "no"));
    assertThat(streams.publish(request()).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aSubscriptionTellsDrainsAndCountsLosses() {
    FakePublishedStream stream = new FakePublishedStream(PATH, 1);
    FakeSubscription subscription =
        stream.subscribe(BufferLimit.DEFAULT, SubscribeRequest.Start.NEXT_KEY);
    List<String> told = new ArrayList<>();
    subscription.signal(
        new FrameSignal() {
          @Override
          public void offered(MediaFrame frame) {
            told.add("frame " + frame.dts());
          }

          @Override
          public void ended(EndReason reason) {
            told.add("ended " + reason);
          }
        });
    stream.write(Frames.gop(Frames.VIDEO, 0, 40, 3));
    assertThat(subscription.waitingMillis()).isEqualTo(80);
    List<MediaFrame> drained = new ArrayList<>();
    assertThat(subscription.drain(drained::add, 2)).isEqualTo(2);
    subscription.overflow();
    assertThat(subscription.dropped()).isEqualTo(1);
    stream.end(EndReason.LOST);
    assertThat(told).containsExactly("frame 0", "frame 40", "frame 80", "ended LOST");
    assertThat(subscription.ended()).contains(EndReason.LOST);
    assertThat(drained).hasSize(2);
  }

  @Test
  void theFakeCodecReadsItsOwnSamples() {
    for (FrameFlags flags : List.of(FrameFlags.KEY, FrameFlags.NONE, FrameFlags.DISPOSABLE)) {
      Bytes sample = FakeCodec.sample(flags, 7, 10);
      assertThat(sample.length()).isEqualTo(10);
      assertThat(FakeCodec.VIDEO.inspect(Frames.VIDEO, sample))
          .isInstanceOfSatisfying(
              Inspection.Valid.class, v -> assertThat(v.flags()).isSameAs(flags));
    }
  }

  @Test
  void bFramesPresentEveryPictureOnce() {
    assertThat(Frames.bFrameGop(Frames.VIDEO, 0, 40, 7).stream().map(MediaFrame::pts).sorted())
        .containsExactly(40L, 80L, 120L, 160L, 200L, 240L, 280L);
  }

  @Test
  void theContextLendsFakes(@TempDir Path home) {
    FakePluginContext context = new FakePluginContext(home);
    context.meters().counter("xlive_x_total", "help", Map.of("a", "b"), () -> 3);
    assertThat(context.meters().value("xlive_x_total", Map.of("a", "b"))).hasValue(3);
    assertThat(context.dataFolder()).isDirectory().startsWith(home);
    context.clock().advanceMillis(1500);
    assertThat(context.clock().instant()).isEqualTo(FakeClock.START.plusMillis(1500));
    assertThat(context.codecs().byLegacyId(FakeCodec.VIDEO.kind(), 7)).contains(FakeCodec.VIDEO);
  }

  private static PublishRequest request() {
    return new PublishRequest(PATH, FakePeers.publisher(), Optional.empty(), Map.of());
  }
}
