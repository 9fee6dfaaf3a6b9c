package io.xlive.web;

import io.xlive.kernel.HttpConfig;
import io.xlive.security.AdminTokenStore;
import io.xlive.security.AuthConfig;
import io.xlive.security.Authoriser;
import io.xlive.security.ForwardedAddress;
import io.xlive.security.IdentityChain;
import io.xlive.security.LocalAdminFirst;
import io.xlive.security.PolicyRateLimits;
import io.xlive.spi.Cidr;
import io.xlive.spi.ratelimit.RateLimits;
import io.xlive.stream.Gate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.glassfish.hk2.api.Factory;
import org.glassfish.hk2.utilities.binding.AbstractBinder;

/**
 * Binds the one authoriser and the rate limits, in the shapes in which each module asks for them.
 */
final class SecurityBinder extends AbstractBinder {
  private final Path data;

  /** {@code data} is the server's data folder. */
  SecurityBinder(Path data) {
    this.data = data;
  }

  @Override
  protected void configure() {
    bind(new PolicyRateLimits()).to(PolicyRateLimits.class).to(RateLimits.class);
    bind(new DataFolder(data)).to(DataFolder.class);
    bindFactory(ChainFactory.class, Singleton.class).to(IdentityChain.class).in(Singleton.class);
    bindFactory(AuthoriserFactory.class, Singleton.class).to(Authoriser.class).in(Singleton.class);
    bindFactory(GateFactory.class, Singleton.class).to(Gate.class).in(Singleton.class);
    bindFactory(AuthorityFactory.class, Singleton.class)
        .to(ApiAccess.Authority.class)
        .in(Singleton.class);
    bindFactory(ForwardedFactory.class, Singleton.class)
        .to(ForwardedAddress.class)
        .in(Singleton.class);
    bindAsContract(SecurityService.class).in(Singleton.class);
    bindAsContract(ForwardedFilter.class).in(Singleton.class);
  }

  /** The server's data folder as something that can be injected. */
  record DataFolder(Path path) {}

  private record ChainFactory(AuthConfig config) implements Factory<IdentityChain> {
    @Inject
    ChainFactory {}

    @Override
    public IdentityChain provide() {
      return new IdentityChain(config);
    }

    @Override
    public void dispose(IdentityChain instance) {}
  }

  private record AuthoriserFactory(
      AuthConfig config, IdentityChain chain, DataFolder data, RandomGenerator random)
      implements Factory<Authoriser> {
    @Inject
    AuthoriserFactory {}

    @Override
    public Authoriser provide() {
      AdminTokenStore admin = AdminTokenStore.at(data.path().resolve("admin-token"), random);
      return new Authoriser(config, new LocalAdminFirst(admin, chain));
    }

    @Override
    public void dispose(Authoriser instance) {}
  }

  private record GateFactory(Authoriser authoriser) implements Factory<Gate> {
    @Inject
    GateFactory {}

    @Override
    public Gate provide() {
      return authoriser::permit;
    }

    @Override
    public void dispose(Gate instance) {}
  }

  private record AuthorityFactory(Authoriser authoriser) implements Factory<ApiAccess.Authority> {
    @Inject
    AuthorityFactory {}

    @Override
    public ApiAccess.Authority provide() {
      return authoriser::permit;
    }

    @Override
    public void dispose(ApiAccess.Authority instance) {}
  }

  private record ForwardedFactory(HttpConfig http) implements Factory<ForwardedAddress> {
    @Inject
    ForwardedFactory {}

    @Override
    public ForwardedAddress provide() {
      List<Cidr> proxies = http.trustedProxies().stream().map(Cidr::parse).toList();
      return new ForwardedAddress(proxies, ForwardedAddress.Header.X_FORWARDED_FOR);
    }

    @Override
    public void dispose(ForwardedAddress instance) {}
  }
}
