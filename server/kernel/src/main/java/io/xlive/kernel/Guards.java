package io.xlive.kernel;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.event.StreamListener;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;

/**
 * Extensions behind a {@link CallbackGuard}: what a plugin throws against its contract ends here.
 */
final class Guards {
  private Guards() {}

  /** A policy that fails allows. */
  record Policy(RateLimitPolicy policy, CallbackGuard guard) implements RateLimitPolicy {
    private static final String CALLBACK = "rate-limit check";

    @Override
    public RateLimitVerdict check(RateLimitRequest request) {
      if (guard.disabled()) {
        return RateLimitVerdict.ALLOWED;
      }
      guard.enter();
      int slot = guard.enterMedia(CALLBACK); // asked in event loops too
      try {
        return policy.check(request);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
        guard.failed(CALLBACK, failure);
        return RateLimitVerdict.ALLOWED;
      } finally {
        guard.leaveMedia(slot, CALLBACK);
        guard.leave();
      }
    }
  }

  /** A listener that fails misses the event. */
  record Listener(StreamListener listener, CallbackGuard guard) implements StreamListener {
    @Override
    public void on(StreamEvent event) {
      if (guard.disabled()) {
        return;
      }
      guard.enter();
      try {
        listener.on(event);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
        guard.failed("stream listener", failure);
      } finally {
        guard.leave();
      }
    }
  }

  /** An output that fails misses the stream; its service methods are the lifecycle's. */
  record GuardedOutput(Output output, CallbackGuard guard) implements Output {
    @Override
    public void opened(PublishedStream stream) {
      if (guard.disabled()) {
        return;
      }
      guard.enter();
      try {
        output.opened(new GuardedStream(stream, guard));
      } catch (XliveException expected) {
        if (expected.code() != SpiError.STREAM_NOT_FOUND) { // it ended meanwhile
          guard.failed("output", expected);
        }
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
        guard.failed("output", failure);
      } finally {
        guard.leave();
      }
    }

    @Override
    public void start() {
      output.start();
    }

    @Override
    public void stop() {
      output.stop();
    }
  }
}
