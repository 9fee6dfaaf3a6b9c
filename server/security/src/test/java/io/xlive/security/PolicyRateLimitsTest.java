package io.xlive.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyRateLimitsTest {
  private static final RateLimitRequest REQUEST =
      new RateLimitRequest(
          RateLimitAction.PLAY, Stores.peer("192.0.2.1"), Optional.empty(), Optional.empty());
  private static final RateLimitVerdict NO =
      new RateLimitVerdict.Refused("b: key", Duration.ofSeconds(1));

  @Test
  void theFirstRefusalWins() {
    PolicyRateLimits limits = new PolicyRateLimits();
    assertThat(limits.check(REQUEST)).isEqualTo(RateLimitVerdict.ALLOWED);
    Map<String, RateLimitPolicy> policies = new LinkedHashMap<>();
    policies.put("a", request -> RateLimitVerdict.ALLOWED);
    policies.put("b", request -> NO);
    policies.put("c", request -> new RateLimitVerdict.Refused("c: key", Duration.ofSeconds(2)));
    limits.replace(policies);
    assertThat(limits.check(REQUEST)).isEqualTo(NO);
    assertThat(limits.status())
        .extracting(PolicyRateLimits.PolicyStatus::toString)
        .containsExactly(
            "PolicyStatus[name=a, asked=1, refused=0, failed=0]",
            "PolicyStatus[name=b, asked=1, refused=1, failed=0]",
            "PolicyStatus[name=c, asked=0, refused=0, failed=0]");
    limits.replace(Map.of());
    assertThat(limits.check(REQUEST)).isEqualTo(RateLimitVerdict.ALLOWED);
  }

  @Test
  void aPolicyThatThrowsIsCountedAndSkipped() {
    PolicyRateLimits limits = new PolicyRateLimits();
    Map<String, RateLimitPolicy> policies = new LinkedHashMap<>();
    policies.put(
        "broken",
        request -> {
          throw new IllegalStateException("broken");
        });
    policies.put("b", request -> NO);
    limits.replace(policies);
    assertThat(limits.check(REQUEST)).isEqualTo(NO);
    assertThat(limits.status().getFirst().failed()).isEqualTo(1);
  }
}
