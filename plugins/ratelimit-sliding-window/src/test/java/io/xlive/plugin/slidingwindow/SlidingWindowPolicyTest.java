package io.xlive.plugin.slidingwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.Peer;
import io.xlive.spi.Plugin;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.ConfigDefaults;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingWindowPolicyTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void allowsAsManyAsTheLimitAndOneLess() {
    SlidingWindowPolicy policy = policy("publish", "3/10s");
    assertThat(allowed(policy, RateLimitAction.PUBLISH, "192.0.2.1", 2)).isEqualTo(2);
    assertThat(allowed(policy, RateLimitAction.PUBLISH, "192.0.2.1", 1)).isEqualTo(1);
    assertThat(allowed(policy, RateLimitAction.PUBLISH, "192.0.2.1", 5)).isZero();
    assertThat(allowed(policy, RateLimitAction.PUBLISH, "192.0.2.2", 1))
        .as("another address")
        .isEqualTo(1);
    assertThat(allowed(policy, RateLimitAction.PLAY, "192.0.2.1", 1))
        .as("another action")
        .isEqualTo(1);
  }

  @Test
  void theRefusalNamesRuleAndTimeAndKeepsItsWord() {
    SlidingWindowPolicy policy = policy("connect", "4/10s");
    for (int round = 0; round < 200; round++) {
      RateLimitVerdict verdict = policy.check(request(RateLimitAction.CONNECT, "192.0.2.1"));
      if (verdict instanceof RateLimitVerdict.Refused(String rule, Duration retryAfter)) {
        assertThat(rule).isEqualTo("sliding-window: ratelimit.sliding-window.connect");
        assertThat(retryAfter).isBetween(Duration.ofNanos(1), Duration.ofSeconds(20));
        now.addAndGet(retryAfter.toNanos() + 10);
        assertThat(allowed(policy, RateLimitAction.CONNECT, "192.0.2.1", 1)).isEqualTo(1);
      }
    }
  }

  @Test
  void noWindowOfTheLengthHoldsMuchMoreThanTheLimit() {
    SlidingWindowPolicy policy = policy("api", "100/10s");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      now.addAndGet(10_000_000);
      if (allowed(policy, RateLimitAction.API_REQUEST, "192.0.2.1", 1) == 1) {
        times.add(now.get());
      }
    }
    for (int i = 110; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 110)).isGreaterThan(9_000_000_000L);
    }
    assertThat(times.size()).as("and a minute allows about six limits").isBetween(550, 650);
  }

  @Test
  void aQuietClientStartsAnew() {
    SlidingWindowPolicy policy = policy("play", "2/1s");
    assertThat(allowed(policy, RateLimitAction.PLAY, "192.0.2.1", 5)).isEqualTo(2);
    now.addAndGet(2_000_000_000L);
    assertThat(allowed(policy, RateLimitAction.PLAY, "192.0.2.1", 5)).isEqualTo(2);
  }

  @Test
  void anIpv6ClientIsItsNetwork() {
    SlidingWindowPolicy policy = policy("connect", "1/1m");
    assertThat(allowed(policy, RateLimitAction.CONNECT, "2001:db8:1:2::1", 1)).isEqualTo(1);
    assertThat(allowed(policy, RateLimitAction.CONNECT, "2001:db8:1:2:ffff::9", 1)).isZero();
    assertThat(allowed(policy, RateLimitAction.CONNECT, "2001:db8:1:3::1", 1)).isEqualTo(1);
  }

  @Test
  void thisHostAndListedRangesAreFree() {
    SlidingWindowPolicy policy = policy("connect", "1/1m");
    assertThat(allowed(policy, RateLimitAction.CONNECT, "127.0.0.1", 50)).isEqualTo(50);
    assertThat(allowed(policy, RateLimitAction.CONNECT, "::1", 50)).isEqualTo(50);
    SlidingWindowPolicy other = policy("connect", "1/1m", "exempt", "10.0.0.0/8");
    assertThat(allowed(other, RateLimitAction.CONNECT, "10.1.2.3", 50)).isEqualTo(50);
    assertThat(allowed(other, RateLimitAction.CONNECT, "127.0.0.1", 50)).isEqualTo(1);
  }

  @Test
  void offIsOff() {
    assertThat(allowed(policy("login", "off"), RateLimitAction.LOGIN, "192.0.2.1", 10_000))
        .isEqualTo(10_000);
  }

  @Test
  void memoryIsBoundedWhateverComes() {
    SlidingWindowPolicy policy = policy("connect", "1/1h", "max-clients", "1000");
    for (int i = 0; i < 100_000; i++) {
      allowed(
          policy,
          RateLimitAction.CONNECT,
          "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255),
          1);
    }
    assertThat(policy.clients()).isBetween(900, 1000);
  }

  @Test
  void threadsTogetherGetNoMoreThanTheLimit() throws Exception {
    SlidingWindowPolicy policy = policy("media", "500/1h");
    AtomicInteger sum = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () ->
                    sum.addAndGet(
                        allowed(policy, RateLimitAction.MEDIA_REQUEST, "192.0.2.1", 1000))));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(sum.get()).isEqualTo(500);
  }

  @Test
  void namesEveryKeyThatMakesNoSense() {
    assertThatThrownBy(() -> policy("connect", "0/1m", "api", "many", "exempt", "example.org"))
        .hasMessageContaining("ratelimit.sliding-window.connect: ")
        .hasMessageContaining("ratelimit.sliding-window.api: 'many'")
        .hasMessageContaining("ratelimit.sliding-window.exempt: ");
  }

  @Test
  void isFoundAsAPlugin() {
    assertThat(ServiceLoader.load(Plugin.class).stream())
        .anySatisfy(
            found ->
                assertThat(found.get().rateLimitPolicies())
                    .singleElement()
                    .returns("sliding-window", factory -> factory.name()));
  }

  private SlidingWindowPolicy policy(String... changes) {
    Map<String, String> map = new java.util.HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      map.put(changes[i], changes[i + 1]);
    }
    return new SlidingWindowPolicy(ConfigDefaults.of(SlidingWindowConfig.class, map), now::get, 7);
  }

  private static int allowed(
      SlidingWindowPolicy policy, RateLimitAction action, String host, int times) {
    int count = 0;
    for (int i = 0; i < times; i++) {
      if (policy.check(request(action, host)) instanceof RateLimitVerdict.Allowed) {
        count++;
      }
    }
    return count;
  }

  private static RateLimitRequest request(RateLimitAction action, String host) {
    Peer peer = new Peer("rtmp", new InetSocketAddress(host, 1), "test", false, "c1");
    return new RateLimitRequest(action, peer, Optional.empty(), Optional.empty());
  }
}
