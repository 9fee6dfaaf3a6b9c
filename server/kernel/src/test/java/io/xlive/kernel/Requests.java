package io.xlive.kernel;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.FakePeers;
import java.util.Optional;

/** Asks policies. */
final class Requests {
  private Requests() {}

  static RateLimitRequest publish() {
    return new RateLimitRequest(
        RateLimitAction.PUBLISH,
        FakePeers.publisher(),
        Optional.empty(),
        StreamPath.parse("live/cam1"));
  }

  /** The rule of the refusal, or "allowed". */
  static String verdict(RateLimitPolicy policy) {
    return switch (policy.check(publish())) {
      case RateLimitVerdict.Allowed _ -> "allowed";
      case RateLimitVerdict.Refused refused -> refused.rule();
    };
  }
}
