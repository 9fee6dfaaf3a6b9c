package io.xlive.spi.ratelimit;

import java.time.Duration;

/** Yes or no. */
public sealed interface RateLimitVerdict {
  /** The shared yes. */
  Allowed ALLOWED = new Allowed();

  /** It may happen. */
  record Allowed() implements RateLimitVerdict {}

  /**
   * It may not happen now.
   *
   * @param rule policy and configuration key, for the answer and the log, as in {@code
   *     sliding-window: ratelimit.sliding-window.connect}
   * @param retryAfter when it makes sense to try again; positive
   */
  record Refused(String rule, Duration retryAfter) implements RateLimitVerdict {}
}
