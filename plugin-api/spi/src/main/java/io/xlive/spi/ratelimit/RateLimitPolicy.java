package io.xlive.spi.ratelimit;

/**
 * Decides how often somebody may do something. Called from any thread, on the way of every request:
 * below a microsecond, never blocking.
 */
@FunctionalInterface
public interface RateLimitPolicy {
  /** Counts the request and decides; memory it keeps per client must be bounded. */
  RateLimitVerdict check(RateLimitRequest request);
}
