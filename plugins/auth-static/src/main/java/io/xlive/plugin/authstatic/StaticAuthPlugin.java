package io.xlive.plugin.authstatic;

import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.auth.AuthProviderFactory;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.List;

/** Brings {@link StaticIdentityStore}. */
public final class StaticAuthPlugin implements Plugin {
  @Override
  public List<AuthProviderFactory<?>> authProviders() {
    return List.of(new Factory());
  }

  private static final class Factory implements AuthProviderFactory<StaticAuthConfig> {
    @Override
    public String name() {
      return "static";
    }

    @Override
    public Class<StaticAuthConfig> configType() {
      return StaticAuthConfig.class;
    }

    @Override
    public IdentityStore create(StaticAuthConfig config, PluginContext context) {
      return new StaticIdentityStore(config.users());
    }
  }
}
