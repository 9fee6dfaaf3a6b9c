package org.example.xlive;

import io.xlive.spi.PluginContext;
import io.xlive.spi.auth.AuthProviderFactory;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** Makes the auth provider {@code shared-key}. */
final class SharedKeyFactory implements AuthProviderFactory<SharedKeyConfig> {
  @Override
  public String name() {
    return "shared-key";
  }

  @Override
  public Class<SharedKeyConfig> configType() {
    return SharedKeyConfig.class;
  }

  @Override
  public IdentityStore create(SharedKeyConfig config, PluginContext context) {
    return new SharedKeyStore(config);
  }
}
