package io.xlive.web;

import io.xlive.kernel.HealthChecks;
import io.xlive.kernel.HttpConfig;
import io.xlive.spi.Meters;
import io.xlive.spi.ratelimit.RateLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.glassfish.hk2.api.Factory;
import org.glassfish.hk2.utilities.binding.AbstractBinder;

/** Binds what HTTP needs: access, health, metrics, JSON, the resources' few parts. */
final class WebBinder extends AbstractBinder {
  private final InstantSource clock;

  /** The server is up since now, by this clock. */
  WebBinder(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  protected void configure() {
    bind(new Json()).to(Json.class);
    bind(ServerBuild.current()).to(ServerBuild.class);
    bind(new MicroProfileMeters()).to(MicroProfileMeters.class).to(Meters.class);
    bind(new ServerClock(clock, clock.instant())).to(ServerClock.class);
    bindFactory(HealthFactory.class, Singleton.class).to(ServerHealth.class).in(Singleton.class);
    bindFactory(AccessFactory.class, Singleton.class).to(ApiAccess.class).in(Singleton.class);
    bindAsContract(AccessFeature.class).in(Singleton.class);
    bindAsContract(FlvPlayback.class).in(Singleton.class);
    bindAsContract(HlsServlet.class).in(Singleton.class);
    bind(AuthorisedPlayback.class).to(PlaybackGate.class).in(Singleton.class);
    bindAsContract(ViewerCounts.class).in(Singleton.class);
    bindAsContract(StreamMeters.class).in(Singleton.class);
    bindAsContract(ServerMeters.class).in(Singleton.class);
    bindAsContract(ListenerService.class).in(Singleton.class);
    bindAsContract(RunningServer.class).in(Singleton.class);
    bindAsContract(ObsIngest.class).in(Singleton.class);
  }

  private record HealthFactory(HealthChecks checks) implements Factory<ServerHealth> {
    @Inject
    HealthFactory {}

    @Override
    public ServerHealth provide() {
      return new ServerHealth(checks);
    }

    @Override
    public void dispose(ServerHealth instance) {}
  }

  private record AccessFactory(ApiAccess.Authority authority, RateLimits limits, HttpConfig http)
      implements Factory<ApiAccess> {
    @Inject
    AccessFactory {}

    @Override
    public ApiAccess provide() {
      return new ApiAccess(authority, limits, http.observability());
    }

    @Override
    public void dispose(ApiAccess instance) {}
  }
}
