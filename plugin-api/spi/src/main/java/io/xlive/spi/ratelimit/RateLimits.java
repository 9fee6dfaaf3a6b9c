package io.xlive.spi.ratelimit;

/** All policies in force. */
@FunctionalInterface
public interface RateLimits {
  /** Asks every policy; the first refusal wins. A policy that throws is counted and skipped. */
  RateLimitVerdict check(RateLimitRequest request);
}
