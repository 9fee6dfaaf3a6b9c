package io.xlive.kernel;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.event.StreamListener;
import io.xlive.spi.ingest.Ingest;
import io.xlive.spi.output.Output;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import jakarta.security.enterprise.identitystore.IdentityStore;

/**
 * Puts the extensions of plugins into the registries, each behind its plugin's guard, and takes
 * them out.
 */
final class Registration {
  private final Plugins plugins;

  Registration(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Puts all extensions in; one of the same kind and name is replaced. */
  void put(LivePlugin plugin) {
    plugin.made().forEach(made -> put(plugin, made));
    plugins.codecsChanged();
  }

  private void put(LivePlugin plugin, LivePlugin.Made made) {
    CallbackGuard guard = plugin.guard();
    switch (made.offer().kind()) {
      case INGEST -> plugins.ingests().put(extension(plugin, made, (Ingest) made.value()));
      case OUTPUT ->
          plugins
              .outputs()
              .put(extension(plugin, made, new Guards.GuardedOutput((Output) made.value(), guard)));
      case CODEC ->
          plugins
              .codecs()
              .put(extension(plugin, made, new GuardedCodec((Codec) made.value(), guard)));
      case AUTH_PROVIDER ->
          plugins
              .authProviders()
              .put(
                  extension(
                      plugin, made, new GuardedIdentityStore((IdentityStore) made.value(), guard)));
      case RATE_LIMIT_POLICY ->
          plugins
              .rateLimitPolicies()
              .put(
                  extension(
                      plugin, made, new Guards.Policy((RateLimitPolicy) made.value(), guard)));
      case STREAM_LISTENER ->
          plugins
              .streamListeners()
              .put(
                  extension(
                      plugin, made, new Guards.Listener((StreamListener) made.value(), guard)));
    }
  }

  private static <T> Extension<T> extension(LivePlugin plugin, LivePlugin.Made made, T value) {
    return new Extension<>(made.offer().kind(), made.offer().name(), plugin.name(), value);
  }

  /** Takes one out. */
  void remove(OfferedExtension offer) {
    switch (offer.kind()) {
      case INGEST -> plugins.ingests().remove(offer.name());
      case OUTPUT -> plugins.outputs().remove(offer.name());
      case CODEC -> plugins.codecs().remove(offer.name());
      case AUTH_PROVIDER -> plugins.authProviders().remove(offer.name());
      case RATE_LIMIT_POLICY -> plugins.rateLimitPolicies().remove(offer.name());
      case STREAM_LISTENER -> plugins.streamListeners().remove(offer.name());
    }
    plugins.codecsChanged();
  }
}
