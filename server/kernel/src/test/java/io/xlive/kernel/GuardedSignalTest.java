package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.Streams;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.SubscribeRequest.Start;
import io.xlive.spi.output.Subscription;
import io.xlive.testkit.FakeClock;
import io.xlive.testkit.FakePeers;
import io.xlive.testkit.FakePublishedStream;
import io.xlive.testkit.FakeStreams;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.utilities.ServiceLocatorUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin's signal on the publisher's thread: watched like every other callback. */
class GuardedSignalTest {
  private static final StreamPath PATH = StreamPath.parse("live/cam1").orElseThrow();
  private static final long PERIOD = CallbackWatch.PERIOD_NANOS / 1_000_000;
  private final FakeClock clock = new FakeClock();
  private final CallbackWatch watch = new CallbackWatch(clock::nanos);
  private final LoggedWarnings log = new LoggedWarnings();
  private final ErrorCounts errors = new ErrorCounts();
  private final List<String> disabled = new ArrayList<>();
  private final CallbackGuard guard =
      new CallbackGuard("p", clock, watch, errors, new QuietLog(log, clock), disabled::add);
  private final FakePublishedStream published = new FakePublishedStream(PATH, 7);
  private final FakeStreams streams = new FakeStreams();
  private final ServiceLocator locator = ServiceLocatorUtilities.createAndPopulateServiceLocator();

  @AfterEach
  void close() {
    locator.shutdown();
  }

  @Test
  void whatItThrowsIsCountedAndDisablesThePluginInTheEnd() {
    int[] calls = {0};
    subscribeAsAnOutput(
        frame -> {
          calls[0]++;
          throw new IllegalStateException("bug");
        });
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> published.write(Frames.key(Frames.VIDEO, 0)))
          .as("the hub hears of it and closes the reader")
          .hasMessage("bug");
    }
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 10L);
    assertThat(disabled).containsExactly("failed 10 times within a minute");
    published.write(Frames.key(Frames.VIDEO, 0));
    published.end(EndReason.FINISHED);
    assertThat(calls[0]).as("a disabled plugin is told nothing").isEqualTo(10);
    assertThat(log.written.getFirst()).startsWith("plugin p: frame signal ");
  }

  @Test
  void itsErrorsAreExceptionsForThePublisher() {
    FrameSignal broken =
        new FrameSignal() {
          @Override
          public void offered(MediaFrame frame) {
            throw new NoClassDefFoundError("com/example/Gone");
          }

          @Override
          public void ended(EndReason reason) {
            throw new AssertionError("bug");
          }
        };
    subscribeAsAnOutput(broken);
    assertThatThrownBy(() -> published.write(Frames.key(Frames.VIDEO, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertThatThrownBy(() -> published.end(EndReason.FINISHED))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 2L);
  }

  @Test
  void outOfMemoryIsEverybodys() {
    subscribeAsAnOutput(
        frame -> {
          throw new OutOfMemoryError("simulated");
        });
    assertThatThrownBy(() -> published.write(Frames.key(Frames.VIDEO, 0)))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void oneThatHoldsThePublisherForMoreThanASecondDisablesItsPlugin() {
    watch.add(guard);
    run(PERIOD);
    subscribeAsAnOutput(frame -> run(1_000));
    published.write(Frames.key(Frames.VIDEO, 0));
    assertThat(disabled).isEmpty();
    assertThat(log.written).singleElement().asString().contains("frame signal took 1000 ms");
    subscribeAsAnOutput(
        frame -> {
          run(1_000);
          clock.advanceMillis(1);
        });
    published.write(Frames.key(Frames.VIDEO, 1));
    assertThat(disabled).containsExactly("held a media thread for more than 1 s in frame signal");
  }

  @Test
  void soWithWhatAnExtensionSubscribesItself() {
    Subscription subscription = subscribeAsAnIngest();
    subscription.signal(failing());
    assertThatThrownBy(() -> feed().offer(Frames.key(Frames.VIDEO, 0))).hasMessage("bug");
    Subscription shared = subscription.shared(BufferLimit.DEFAULT, Start.NEXT_KEY);
    shared.signal(failing());
    assertThatThrownBy(() -> feed().rings().getFirst().offer(Frames.key(Frames.VIDEO, 1)))
        .hasMessage("bug");
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 2L);
  }

  @Test
  void theGuardStandsBeforeNothingElse() {
    Subscription subscription = subscribeAsAnIngest();
    feed().offer(Frames.key(Frames.VIDEO, 0));
    feed().offer(Frames.delta(Frames.VIDEO, 40));
    assertThat(subscription.path()).isEqualTo(PATH);
    assertThat(subscription.waitingMillis()).isEqualTo(40);
    assertThat(subscription.cachedGop()).isTrue();
    feed().cachedGop(false);
    assertThat(subscription.cachedGop()).isFalse();
    List<MediaFrame> got = new ArrayList<>();
    assertThat(subscription.drain(got::add, 1)).isEqualTo(1);
    assertThat(got).extracting(MediaFrame::dts).containsExactly(0L);
    feed().overflow();
    assertThat(subscription.dropped()).isEqualTo(1);
    subscription.sent(17);
    assertThat(feed().sent()).isEqualTo(17);
    assertThat(subscription.ended()).isEmpty();
    feed().end(EndReason.FINISHED);
    assertThat(subscription.ended()).contains(EndReason.FINISHED);
    subscription.close();
    assertThat(feed().closed()).isTrue();
    published.sourceOffsetNanos(99);
    new Guards.GuardedOutput(
            output(
                stream -> {
                  assertThat(stream.path()).isEqualTo(PATH);
                  assertThat(stream.epoch()).isEqualTo(7);
                  assertThat(stream.publisher()).isEqualTo(FakePeers.publisher());
                  assertThat(stream.sourceOffsetNanos()).isEqualTo(99);
                }),
            guard)
        .opened(published);
    assertThat(log.written).isEmpty();
  }

  private void subscribeAsAnOutput(Consumer<MediaFrame> offered) {
    subscribeAsAnOutput(signal(offered));
  }

  private void subscribeAsAnOutput(FrameSignal signal) {
    Output output =
        output(stream -> stream.subscribe(BufferLimit.DEFAULT, Start.NEXT_KEY).signal(signal));
    new Guards.GuardedOutput(output, guard).opened(published);
  }

  private Subscription subscribeAsAnIngest() {
    ServiceLocatorUtilities.addOneConstant(locator, streams, "streams", Streams.class);
    ExtensionContext.Lender lender =
        new ExtensionContext.Lender(
            new LateServices(locator),
            new CodecTable(),
            new HealthChecks(),
            new Dumps(),
            clock,
            new Random(1),
            Path.of("unused"));
    return new ExtensionContext(lender, guard, "p")
        .streams()
        .subscribe(
            new SubscribeRequest(
                PATH,
                FakePeers.publisher(),
                Optional.empty(),
                Map.of(),
                BufferLimit.DEFAULT,
                Start.NEXT_KEY))
        .toCompletableFuture()
        .join();
  }

  private FakeSubscription feed() {
    return streams.subscriptions(PATH.toString()).getFirst();
  }

  private void run(long millis) {
    for (long gone = 0; gone < millis; gone += PERIOD) {
      clock.advanceMillis(PERIOD);
      watch.look();
    }
  }

  private static FrameSignal failing() {
    return signal(
        frame -> {
          throw new IllegalStateException("bug");
        });
  }

  private static FrameSignal signal(Consumer<MediaFrame> offered) {
    return new FrameSignal() {
      @Override
      public void offered(MediaFrame frame) {
        offered.accept(frame);
      }

      @Override
      public void ended(EndReason reason) {}
    };
  }

  private static Output output(Consumer<PublishedStream> opened) {
    return new Output() {
      @Override
      public void opened(PublishedStream stream) {
        opened.accept(stream);
      }

      @Override
      public void start() {}

      @Override
      public void stop() {}
    };
  }
}
