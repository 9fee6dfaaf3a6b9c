package io.xlive.kernel;

import io.xlive.spi.auth.AuthProviderFactory;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.event.StreamListener;
import io.xlive.spi.ingest.Ingest;
import io.xlive.spi.output.Output;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the plugins brought, by kind. The registries change when a plugin is dropped in or replaced:
 * keep a registry or its {@link ExtensionRegistry#live() live view}, not a copy.
 */
public final class Plugins {
  private final ExtensionRegistry<Ingest> ingests = new ExtensionRegistry<>();
  private final ExtensionRegistry<Output> outputs = new ExtensionRegistry<>();
  private final ExtensionRegistry<Codec> codecs = new ExtensionRegistry<>();
  private final ExtensionRegistry<IdentityStore> authProviders = new ExtensionRegistry<>();
  private final ExtensionRegistry<RateLimitPolicy> rateLimitPolicies = new ExtensionRegistry<>();
  private final ExtensionRegistry<StreamListener> streamListeners = new ExtensionRegistry<>();
  private final CodecTable codecTable = new CodecTable();
  private final Map<String, PluginStatus> statuses = new TreeMap<>();

  Plugins() {}

  /** Sockets to publications. */
  public ExtensionRegistry<Ingest> ingests() {
    return ingests;
  }

  /** Subscriptions to elsewhere. */
  public ExtensionRegistry<Output> outputs() {
    return outputs;
  }

  /**
   * Formats, by their factories' names; for look-ups by what is in the media use {@link
   * #codecTable}.
   */
  public ExtensionRegistry<Codec> codecs() {
    return codecs;
  }

  /** Formats, by every name that media gives them. */
  public Codecs codecTable() {
    return codecTable;
  }

  /** Identity stores, by name ({@link AuthProviderFactory}). */
  public ExtensionRegistry<IdentityStore> authProviders() {
    return authProviders;
  }

  /** Rate-limit policies. */
  public ExtensionRegistry<RateLimitPolicy> rateLimitPolicies() {
    return rateLimitPolicies;
  }

  /** Listeners to what happens to streams. */
  public ExtensionRegistry<StreamListener> streamListeners() {
    return streamListeners;
  }

  /** Every plugin that was found, the refused ones included, by name. */
  public Collection<PluginStatus> statuses() {
    synchronized (statuses) {
      return List.copyOf(statuses.values());
    }
  }

  void status(PluginStatus status) {
    synchronized (statuses) {
      statuses.put(status.name(), status);
    }
  }

  /** Makes the codecs of the registry the ones that are looked up. */
  void codecsChanged() {
    codecTable.set(codecs.live());
  }
}
