package io.xlive.plugin.slidingwindow;

import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitPolicyFactory;
import java.util.List;

/** Brings {@link SlidingWindowPolicy}. */
public final class SlidingWindowPlugin implements Plugin {
  /** Its name, and with {@code ratelimit.} before it the section of its configuration. */
  static final String NAME = "sliding-window";

  @Override
  public List<RateLimitPolicyFactory<?>> rateLimitPolicies() {
    return List.of(new Factory());
  }

  private static final class Factory implements RateLimitPolicyFactory<SlidingWindowConfig> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Class<SlidingWindowConfig> configType() {
      return SlidingWindowConfig.class;
    }

    @Override
    public RateLimitPolicy create(SlidingWindowConfig config, PluginContext context) {
      return new SlidingWindowPolicy(config, System::nanoTime, context.random().nextLong());
    }
  }
}
