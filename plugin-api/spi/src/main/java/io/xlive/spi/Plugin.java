package io.xlive.spi;

import io.xlive.spi.auth.AuthProviderFactory;
import io.xlive.spi.codec.CodecFactory;
import io.xlive.spi.event.StreamListenerFactory;
import io.xlive.spi.ingest.IngestFactory;
import io.xlive.spi.output.OutputFactory;
import io.xlive.spi.ratelimit.RateLimitPolicyFactory;
import java.util.List;

/**
 * What a plugin jar brings; found by {@link java.util.ServiceLoader} ({@code
 * META-INF/services/io.xlive.spi.Plugin}).
 *
 * <p>Each plugin has a class loader of its own and shares with the server only {@code
 * io.xlive.spi}, {@code org.slf4j}, {@code jakarta.security.enterprise} and {@code
 * org.eclipse.microprofile.health}; it bundles everything else. The methods are called once, at
 * load; a new kind of extension becomes a new default method here, so old jars keep working.
 */
public interface Plugin {
  /** Sockets to publications. */
  default List<IngestFactory<?>> ingests() {
    return List.of();
  }

  /** Subscriptions to elsewhere. */
  default List<OutputFactory<?>> outputs() {
    return List.of();
  }

  /** Formats that pass through. */
  default List<CodecFactory<?>> codecs() {
    return List.of();
  }

  /** Identity stores. */
  default List<AuthProviderFactory<?>> authProviders() {
    return List.of();
  }

  /** Rate-limit policies. */
  default List<RateLimitPolicyFactory<?>> rateLimitPolicies() {
    return List.of();
  }

  /** Listeners to what happens to streams. */
  default List<StreamListenerFactory<?>> streamListeners() {
    return List.of();
  }
}
