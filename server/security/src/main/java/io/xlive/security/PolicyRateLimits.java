package io.xlive.security;

import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rate-limit policies in force. They can be exchanged while requests go through. */
public final class PolicyRateLimits implements RateLimits {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyRateLimits.class);

  private volatile List<Named> policies = List.of();

  /** What is counted of one policy. */
  private record Named(
      String name, RateLimitPolicy policy, LongAdder asked, LongAdder refused, LongAdder failed) {}

  /**
   * A policy at a moment.
   *
   * @param name its name
   * @param asked how often it was asked since it is in force
   * @param refused how often it said no
   * @param failed how often it threw and was skipped
   */
  public record PolicyStatus(String name, long asked, long refused, long failed) {}

  /** Puts other policies in force, by name, in this order. */
  public void replace(Map<String, RateLimitPolicy> byName) {
    List<Named> next = new ArrayList<>();
    byName.forEach(
        (name, policy) ->
            next.add(new Named(name, policy, new LongAdder(), new LongAdder(), new LongAdder())));
    policies = List.copyOf(next);
  }

  @Override
  public RateLimitVerdict check(RateLimitRequest request) {
    for (Named named : policies) {
      RateLimitVerdict verdict = ask(named, request);
      if (verdict instanceof RateLimitVerdict.Refused) {
        return verdict;
      }
    }
    return RateLimitVerdict.ALLOWED;
  }

  /** What each policy did. */
  public List<PolicyStatus> status() {
    return policies.stream()
        .map(p -> new PolicyStatus(p.name(), p.asked().sum(), p.refused().sum(), p.failed().sum()))
        .toList();
  }

  private static RateLimitVerdict ask(Named named, RateLimitRequest request) {
    named.asked().increment();
    try {
      RateLimitVerdict verdict = named.policy().check(request);
      if (verdict instanceof RateLimitVerdict.Refused) {
        named.refused().increment();
      }
      return verdict;
    } catch (RuntimeException | LinkageError e) {
      named.failed().increment();
      if (Long.bitCount(named.failed().sum()) == 1) {
        LOG.warn(
            "rate-limit policy {} failed and is skipped, {} times so far",
            named.name(),
            named.failed().sum(),
            e);
      }
      return RateLimitVerdict.ALLOWED;
    }
  }
}
