package io.xlive.kernel;

import io.xlive.spi.Streams;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.concurrent.CompletionStage;

/** The streams as a plugin gets them. */
record GuardedStreams(Streams streams, CallbackGuard guard) implements Streams {
  @Override
  public CompletionStage<Publication> publish(PublishRequest request) {
    return streams.publish(request);
  }

  @Override
  public CompletionStage<Subscription> subscribe(SubscribeRequest request) {
    return streams
        .subscribe(request)
        .thenApply(subscription -> new GuardedSubscription(subscription, guard));
  }
}
