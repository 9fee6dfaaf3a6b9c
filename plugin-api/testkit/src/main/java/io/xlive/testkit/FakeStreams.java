package io.xlive.testkit;

import io.xlive.spi.SpiError;
import io.xlive.spi.Streams;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Streams without a server: every publisher is let in once per path, every reader gets a {@link
 * FakeSubscription}. Stages complete on the caller's thread unless {@link #hold} was called. Safe
 * for any thread.
 */
public final class FakeStreams implements Streams {
  private final List<PublishRequest> publishRequests = new CopyOnWriteArrayList<>();
  private final List<SubscribeRequest> subscribeRequests = new CopyOnWriteArrayList<>();
  private final Map<StreamPath, RecordingPublication> publications = new ConcurrentHashMap<>();
  private final Map<StreamPath, List<FakeSubscription>> subscriptions = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> open = new CompletableFuture<>();
  private volatile Optional<XliveException> refusal = Optional.empty();
  private volatile boolean held;
  private volatile boolean cachedGop = true;

  /** From now on everything is refused with this. */
  public void refuse(XliveException with) {
    refusal = Optional.of(with);
  }

  /** From now on everything is let in. */
  public void accept() {
    refusal = Optional.empty();
  }

  /** As if {@code stream.gop-cache} said so, for subscriptions from now on. */
  public void cachedGop(boolean cached) {
    cachedGop = cached;
  }

  /** From now on answers wait for {@link #release}: a slow authorisation. */
  public void hold() {
    held = true;
  }

  /** Gives the answers that wait, on this thread. */
  public void release() {
    held = false;
    open.complete(true);
  }

  @Override
  public CompletionStage<Publication> publish(PublishRequest request) {
    publishRequests.add(request);
    return answer().thenApply(yes -> publication(request.path()));
  }

  @Override
  public CompletionStage<Subscription> subscribe(SubscribeRequest request) {
    subscribeRequests.add(request);
    return answer()
        .thenApply(
            yes -> {
              FakeSubscription made = new FakeSubscription(request.path());
              made.cachedGop(cachedGop);
              subscriptions
                  .computeIfAbsent(request.path(), p -> new CopyOnWriteArrayList<>())
                  .add(made);
              return made;
            });
  }

  /** The last publication of a path. */
  public Optional<RecordingPublication> publication(String path) {
    return StreamPath.parse(path).map(publications::get);
  }

  /** All subscriptions of a path. */
  public List<FakeSubscription> subscriptions(String path) {
    return StreamPath.parse(path)
        .map(p -> List.copyOf(subscriptions.getOrDefault(p, List.of())))
        .orElse(List.of());
  }

  /** What was asked for. */
  public List<PublishRequest> publishRequests() {
    return List.copyOf(publishRequests);
  }

  /** What was asked for. */
  public List<SubscribeRequest> subscribeRequests() {
    return List.copyOf(subscribeRequests);
  }

  /** Ends every publication, as a stopping server does. */
  public void endAll(EndReason reason) {
    publications.values().forEach(p -> p.end(reason));
  }

  private RecordingPublication publication(StreamPath path) {
    return publications.compute(
        path,
        (p, running) -> {
          if (running != null && running.open()) {
            throw new XliveException(SpiError.STREAM_BUSY, path + " is published already");
          }
          return new RecordingPublication(path);
        });
  }

  private CompletableFuture<Boolean> answer() {
    Optional<XliveException> refused = refusal;
    if (refused.isPresent()) {
      return CompletableFuture.failedFuture(refused.get());
    }
    return held ? open.copy() : CompletableFuture.completedFuture(true);
  }
}
