package io.xlive.stream;

import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A hub with everything around it faked. */
final class HubFixture implements AutoCloseable {
  final List<StreamEvent> events = new CopyOnWriteArrayList<>();
  final List<Output> outputs = new CopyOnWriteArrayList<>();
  final FakeClock clock = new FakeClock();
  final AtomicLong otherMedia = new AtomicLong();
  final AtomicLong releasable = new AtomicLong();
  volatile Gate gate = (permission, path, peer, credential) -> Gate.ANONYMOUS;
  volatile RateLimitVerdict verdict = RateLimitVerdict.ALLOWED;
  final StreamHub hub;

  HubFixture(String... changes) {
    Map<String, String> map = new java.util.HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      map.put(changes[i], changes[i + 1]);
    }
    hub =
        new StreamHub(
            ConfigDefaults.of(StreamConfig.class, map),
            (permission, path, peer, credential) -> gate.permit(permission, path, peer, credential),
            request -> verdict,
            () -> outputs,
            events::add,
            clock,
            new Elsewhere());
  }

  /** Media outside of the hub: as many bytes as the test says, some of them of ended streams. */
  private final class Elsewhere implements MediaMemory {
    @Override
    public long heldBytes() {
      return otherMedia.get();
    }

    @Override
    public long release(long bytes) {
      long free = Math.min(bytes, releasable.get());
      releasable.addAndGet(-free);
      otherMedia.addAndGet(-free);
      return free;
    }
  }

  Publication publish(String path) {
    return publish(path, "192.0.2.1");
  }

  Publication publish(String path, String host) {
    return await(
        hub.publish(
            new PublishRequest(
                StreamPath.parse(path).orElseThrow(),
                Frames.peer("rtmp", host),
                Optional.empty(),
                Map.of())));
  }

  Subscription subscribe(String path) {
    return subscribe(path, SubscribeRequest.Start.CACHED_GOP, BufferLimit.DEFAULT);
  }

  Subscription subscribe(String path, SubscribeRequest.Start start, BufferLimit limit) {
    return await(
        hub.subscribe(
            new SubscribeRequest(
                StreamPath.parse(path).orElseThrow(),
                Frames.peer("rtmp", "192.0.2.9"),
                Optional.empty(),
                Map.of(),
                limit,
                start)));
  }

  static List<String> drain(Subscription subscription) {
    List<String> frames = new ArrayList<>();
    subscription.drain(frame -> frames.add(text(frame)), 1_000_000);
    return frames;
  }

  static String text(MediaFrame frame) {
    return frame.format().id() + " " + frame.dts() + " " + frame.flags();
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException inner ? inner : e;
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
