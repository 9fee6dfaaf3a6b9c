package io.xlive.kernel;

import io.xlive.spi.Meters;
import io.xlive.spi.SpiError;
import io.xlive.spi.Streams;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.spi.ratelimit.RateLimits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.glassfish.hk2.api.ServiceLocator;

/**
 * What extensions are given of services that are themselves made from extensions: the hub is made
 * with the outputs of plugins, and the outputs are made with the hub. Looked up on first use; all
 * threads.
 */
final class LateServices implements Streams, RateLimits {
  private final ServiceLocator locator;
  private final Meters meters;
  private volatile Optional<Streams> streams = Optional.empty();
  private volatile Optional<RateLimits> rateLimits = Optional.empty();

  LateServices(ServiceLocator locator) {
    this.locator = locator;
    this.meters =
        Optional.ofNullable(locator.getService(Meters.class)).orElseGet(MemoryMeters::new);
  }

  Meters meters() {
    return meters;
  }

  @Override
  public CompletionStage<Publication> publish(PublishRequest request) {
    return streams().map(found -> found.publish(request)).orElseGet(LateServices::none);
  }

  @Override
  public CompletionStage<Subscription> subscribe(SubscribeRequest request) {
    return streams().map(found -> found.subscribe(request)).orElseGet(LateServices::none);
  }

  @Override
  public RateLimitVerdict check(RateLimitRequest request) {
    Optional<RateLimits> found = rateLimits;
    if (found.isEmpty()) {
      found = Optional.ofNullable(locator.getService(RateLimits.class));
      rateLimits = found;
    }
    return found.isPresent() ? found.get().check(request) : RateLimitVerdict.ALLOWED;
  }

  private Optional<Streams> streams() {
    Optional<Streams> found = streams;
    if (found.isEmpty()) {
      found = Optional.ofNullable(locator.getService(Streams.class));
      streams = found;
    }
    return found;
  }

  private static <T> CompletionStage<T> none() {
    return CompletableFuture.failedFuture(
        new XliveException(SpiError.SHUTTING_DOWN, "this server has no stream hub"));
  }
}
