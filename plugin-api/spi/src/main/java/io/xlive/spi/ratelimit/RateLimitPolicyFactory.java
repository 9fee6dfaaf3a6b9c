package io.xlive.spi.ratelimit;

import io.xlive.spi.ExtensionFactory;

/**
 * Makes a {@link RateLimitPolicy}. Configuration section: {@code ratelimit.NAME}.
 *
 * @param <C> its configuration
 */
public interface RateLimitPolicyFactory<C extends Record>
    extends ExtensionFactory<C, RateLimitPolicy> {}
