package io.xlive.web;

import io.xlive.kernel.Extension;
import io.xlive.kernel.ExtensionRegistry;
import io.xlive.kernel.Plugins;
import io.xlive.security.IdentityChain;
import io.xlive.security.PolicyRateLimits;
import io.xlive.spi.Service;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts the auth providers and rate-limit policies of the plugins in force, again whenever one is
 * dropped in or replaced.
 */
public final class SecurityService implements Service {
  private final Plugins plugins;
  private final IdentityChain chain;
  private final PolicyRateLimits limits;

  @Inject
  SecurityService(Plugins plugins, IdentityChain chain, PolicyRateLimits limits) {
    this.plugins = plugins;
    this.chain = chain;
    this.limits = limits;
  }

  @Override
  public void start() {
    takeProviders();
    takePolicies();
    plugins.authProviders().onChange(this::takeProviders);
    plugins.rateLimitPolicies().onChange(this::takePolicies);
  }

  private void takeProviders() {
    chain.replace(byName(plugins.authProviders()));
  }

  private void takePolicies() {
    limits.replace(byName(plugins.rateLimitPolicies()));
  }

  @Override
  public void stop() {
    // What is in force stays in force until the process ends: denying is safe, and opening is not.
  }

  private static <T> Map<String, T> byName(ExtensionRegistry<T> registry) {
    Map<String, T> named = new LinkedHashMap<>();
    for (Extension<T> extension : registry.entries()) {
      named.put(extension.name(), extension.value());
    }
    return named;
  }
}
