package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.FakeClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallbackWatchTest {
  private static final long PERIOD = CallbackWatch.PERIOD_NANOS / 1_000_000;
  private final FakeClock clock = new FakeClock();
  private final CallbackWatch watch = new CallbackWatch(clock::nanos);
  private final LoggedWarnings log = new LoggedWarnings();
  private final ErrorCounts errors = new ErrorCounts();
  private final List<String> disabled = new ArrayList<>();
  private final CallbackGuard guard =
      new CallbackGuard("p", clock, watch, errors, new QuietLog(log, clock), disabled::add);

  CallbackWatchTest() {
    watch.add(guard);
    run(PERIOD);
  }

  @Test
  void logACallOfMoreThan50Milliseconds() {
    policyThat(() -> clock.advanceMillis(50)).check(Requests.publish());
    assertThat(log.written).isEmpty();
    policyThat(() -> clock.advance(Duration.ofNanos(50_000_001))).check(Requests.publish());
    assertThat(log.written)
        .containsExactly(
            "plugin p: rate-limit check took 50 ms on a media thread, more than the 50 ms allowed");
    assertThat(disabled).isEmpty();
  }

  @Test
  void timeEachCallbackOfACodec() {
    Codec codec = new GuardedCodec(slowCodec(), guard);
    TrackFormat format =
        new TrackFormat(
            new TrackId("video"),
            TrackKind.VIDEO,
            codec.id(),
            1000,
            Bytes.EMPTY,
            new FormatDetails.Metadata("", "x"));
    codec.inspect(format, Bytes.EMPTY);
    codec.captions(format, Bytes.EMPTY, CaptionChannels.NONE);
    codec.color(format, Bytes.EMPTY, ColorDescription.UNSPECIFIED);
    codec.describe(Bytes.EMPTY);
    codec.sampleEntry(format);
    codec.sequenceStart(Bytes.EMPTY);
    codec.configFromSequenceStart(Bytes.EMPTY);
    codec.configFromSample(Bytes.EMPTY);
    assertThat(log.written)
        .extracting(line -> line.replaceAll("plugin p: codec slow (\\w+) took 60 ms .*", "$1"))
        .containsExactly(
            "inspect",
            "captions",
            "color",
            "describe",
            "sampleEntry",
            "sequenceStart",
            "configFromSequenceStart",
            "configFromSample");
  }

  /** Takes 60 ms for whatever it is asked, and does it as an empty answer. */
  private Codec slowCodec() {
    return (Codec)
        Proxy.newProxyInstance(
            Codec.class.getClassLoader(),
            new Class<?>[] {Codec.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("id")) {
                return new CodecId("slow");
              }
              clock.advanceMillis(60);
              Class<?> type = method.getReturnType();
              return type == Bytes.class
                  ? Bytes.EMPTY
                  : type == Optional.class ? Optional.empty() : null;
            });
  }

  @Test
  void doNotFloodTheLogWithSlowCalls() {
    RateLimitPolicy slow = policyThat(() -> clock.advanceMillis(60));
    for (int i = 0; i < 100; i++) {
      slow.check(Requests.publish());
    }
    assertThat(log.written).hasSize(QuietLog.MOST_PER_MINUTE);
    assertThat(disabled).isEmpty();
  }

  @Test
  void disableAfterACallOfMoreThanASecond() {
    policyThat(() -> run(1_000)).check(Requests.publish());
    assertThat(disabled).isEmpty();
    int[] calls = {0};
    RateLimitPolicy slow =
        policyThat(
            () -> {
              calls[0]++;
              run(1_000);
              clock.advanceMillis(1);
            });
    slow.check(Requests.publish());
    slow.check(Requests.publish());
    assertThat(disabled)
        .containsExactly("held a media thread for more than 1 s in rate-limit check");
    assertThat(calls[0]).as("a disabled plugin is not called").isEqualTo(1);
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 1L);
  }

  @Test
  void disableDuringACallThatDoesNotReturn() {
    int slot = guard.enterMedia("codec x inspect");
    run(1_000 + PERIOD);
    assertThat(guard.disabled()).as("seen for exactly a second").isFalse();
    run(PERIOD);
    assertThat(disabled)
        .containsExactly("held a media thread for more than 1 s in codec x inspect");
    run(5_000);
    guard.leaveMedia(slot, "codec x inspect");
    assertThat(disabled).as("once").hasSize(1);
  }

  @Test
  void tellManyShortCallsInOneSlotFromALongOne() {
    for (int i = 0; i < 100; i++) {
      int slot = guard.enterMedia("codec x inspect");
      run(PERIOD);
      guard.leaveMedia(slot, "codec x inspect");
    }
    assertThat(disabled).isEmpty();
  }

  @Test
  void noPluginPaysForAPauseOfTheProcess() {
    int slot = guard.enterMedia("codec x inspect");
    clock.advanceMillis(30_000); // nobody looks
    watch.look();
    watch.look();
    guard.leaveMedia(slot, "codec x inspect");
    assertThat(disabled).isEmpty();
    assertThat(log.written).singleElement().asString().contains("took 30000 ms");
  }

  @Test
  void timeAsManyCallsAtOnceAsThereAreSlotsAndLetOthersThrough() {
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      slots.add(guard.enterMedia("codec x inspect"));
    }
    assertThat(slots).doesNotHaveDuplicates().contains(CallbackTimes.NONE);
    slots.forEach(slot -> guard.leaveMedia(slot, "codec x inspect"));
    assertThat(guard.enterMedia("codec x inspect")).isNotEqualTo(CallbackTimes.NONE);
  }

  @Test
  void theOnesThatWereClosedAreForgotten() {
    guard.enterMedia("codec x inspect");
    guard.close();
    run(5_000);
    assertThat(disabled).isEmpty();
  }

  private void run(long millis) {
    for (long gone = 0; gone < millis; gone += PERIOD) {
      clock.advanceMillis(PERIOD);
      watch.look();
    }
  }

  private RateLimitPolicy policyThat(Runnable does) {
    return new Guards.Policy(
        request -> {
          does.run();
          return RateLimitVerdict.ALLOWED;
        },
        guard);
  }
}
