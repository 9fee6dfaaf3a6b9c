package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.FakeClock;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class CallbackGuardTest {
  private final FakeClock clock = new FakeClock();
  private final ErrorCounts errors = new ErrorCounts();
  private final List<String> disabled = new ArrayList<>();
  private final CallbackWatch watch = new CallbackWatch(System::nanoTime);
  private final CallbackGuard guard =
      new CallbackGuard(
          "p", clock, watch, errors, new QuietLog(NOPLogger.NOP_LOGGER, clock), disabled::add);

  @Test
  void disableAfterTenFailuresInAMinute() {
    RateLimitPolicy policy = new Guards.Policy(failing(), guard);
    for (int i = 0; i < 9; i++) {
      assertThat(policy.check(Requests.publish())).isSameAs(RateLimitVerdict.ALLOWED);
    }
    assertThat(disabled).isEmpty();
    clock.advance(Duration.ofMillis(59_999));
    policy.check(Requests.publish());
    assertThat(disabled).containsExactly("failed 10 times within a minute");
    policy.check(Requests.publish());
    assertThat(errors.snapshot()).containsExactly(java.util.Map.entry("plugin_failed", 10L));
    assertThat(guard.idle()).isTrue();
  }

  @Test
  void goOnWhenTenFailuresTakeAMinute() {
    RateLimitPolicy policy = new Guards.Policy(failing(), guard);
    for (int i = 0; i < 100; i++) {
      policy.check(Requests.publish());
      clock.advance(Duration.ofMillis(6_667)); // nine of these are a minute and a bit
    }
    assertThat(disabled).isEmpty();
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 100L);
  }

  @Test
  void treatAStoreThatThrowsAsUnavailable() {
    IdentityStore bug = new GuardedIdentityStore(store(AssertionError::new), guard);
    assertThat(refusal(bug)).isEqualTo(SpiError.AUTH_UNAVAILABLE);
    IdentityStore down =
        new GuardedIdentityStore(
            store(() -> new XliveException(SpiError.AUTH_UNAVAILABLE, "database gone")), guard);
    for (int i = 0; i < 50; i++) {
      assertThat(refusal(down)).isEqualTo(SpiError.AUTH_UNAVAILABLE);
    }
    assertThat(disabled).isEmpty();
    assertThat(errors.snapshot()).containsEntry("plugin_failed", 1L);
  }

  @Test
  void turnWhatACodecThrowsIntoARefusal() {
    Codec codec = new GuardedCodec(new Broken(), guard);
    TrackFormat format =
        new TrackFormat(
            new TrackId("audio"),
            TrackKind.AUDIO,
            codec.id(),
            1000,
            Bytes.EMPTY,
            new FormatDetails.Metadata("", "x"));
    for (int i = 0; i < 12; i++) {
      assertThat(codec.inspect(format, Bytes.EMPTY)).isInstanceOf(Inspection.Invalid.class);
    }
    assertThat(disabled).hasSize(1);
    assertThatThrownBy(() -> codec.describe(Bytes.EMPTY))
        .isInstanceOf(XliveException.class)
        .hasMessage("the plugin of codec broken is disabled");
  }

  @Test
  void letOutOfMemoryThrough() {
    RateLimitPolicy policy =
        new Guards.Policy(
            _ -> {
              throw new OutOfMemoryError("simulated");
            },
            guard);
    assertThatThrownBy(() -> policy.check(Requests.publish())).isInstanceOf(OutOfMemoryError.class);
    assertThat(guard.idle()).isTrue();
  }

  private static RateLimitPolicy failing() {
    return _ -> {
      throw new IllegalStateException("bug");
    };
  }

  private static IdentityStore store(Supplier<Throwable> failure) {
    return new IdentityStore() {
      @Override
      public CredentialValidationResult validate(Credential credential) {
        switch (failure.get()) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new IllegalStateException();
        }
      }
    };
  }

  private static io.xlive.spi.ErrorCode refusal(IdentityStore store) {
    return catchThrowableOfType(
            XliveException.class, () -> store.validate(new StreamKeyCredential("x")))
        .code();
  }

  private static final class Broken implements Codec {
    @Override
    public CodecId id() {
      return new CodecId("broken");
    }

    @Override
    public TrackKind kind() {
      return TrackKind.AUDIO;
    }

    @Override
    public FlvMapping flv() {
      return new FlvMapping("brok", OptionalInt.empty(), false, false);
    }

    @Override
    public FormatDetails describe(Bytes config) {
      throw new IndexOutOfBoundsException();
    }

    @Override
    public Inspection inspect(TrackFormat format, Bytes sample) {
      throw new StackOverflowError();
    }

    @Override
    public Bytes sampleEntry(TrackFormat format) {
      throw new NoClassDefFoundError("x");
    }
  }
}
