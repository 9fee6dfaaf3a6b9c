package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.Streams;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import io.xlive.spi.ratelimit.RateLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live streams by name. Publishing and subscribing run on virtual threads of its own: the gate,
 * the rate limits, the bounds, then the state. A name is taken by at most one publication, and free
 * again the moment that one ends.
 */
public final class StreamHub implements Streams, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);

  private static final long TAKE_OVER_MILLIS = 2_000;

  /** A gigabit a second brings 12 MB within. */
  private static final long RELIEF_NANOS = 100_000_000L;

  private final StreamConfig config;
  private final Admission admission;
  private final OutputNotice notice;
  private final Consumer<StreamEvent> events;
  private final InstantSource clock;
  private final MemoryBudget budget;
  private final MemoryRelief relief;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("streams-", 0).factory());
  private final ConcurrentHashMap<StreamPath, LiveStream> streams = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong lastEpoch = new AtomicLong();
  private final LiveStream.Owner owner = new StreamOwner();
  private volatile boolean stopping;

  /**
   * @param outputs those to tell of each publication; asked anew every time, so that they may come
   *     later than the hub
   * @param events hears everything; must not block
   * @param elsewhere media held elsewhere (HLS windows), for the memory budget
   */
  public StreamHub(
      StreamConfig config,
      Gate gate,
      RateLimits limits,
      Supplier<List<Output>> outputs,
      Consumer<StreamEvent> events,
      InstantSource clock,
      MediaMemory elsewhere) {
    this.config = config;
    this.admission = new Admission(gate, limits);
    this.notice = new OutputNotice(outputs, threads);
    this.events = events;
    this.clock = clock;
    this.budget = new MemoryBudget(config.memory(), () -> heldBytes() + elsewhere.heldBytes());
    this.relief = new MemoryRelief(budget, elsewhere, streams::values);
  }

  /** Begins to look after memory, on a virtual thread, until the hub is closed. */
  public void start() {
    threads.execute(
        () -> {
          while (!stopping) {
            relieve();
            LockSupport.parkNanos(RELIEF_NANOS);
          }
        });
  }

  /** Makes room where media take too much memory. One thread at a time. */
  void relieve() {
    try {
      relief.look();
    } catch (RuntimeException e) {
      LOG.error("memory could not be looked after", e);
    }
  }

  /** Streams that were ended because media took too much memory, since the start. */
  public long endedForMemory() {
    return relief.ended();
  }

  @Override
  public CompletionStage<Publication> publish(PublishRequest request) {
    return run(
        () -> {
          try {
            return open(request);
          } catch (XliveException e) {
            refused(request.path(), request.peer(), e);
            throw e;
          }
        });
  }

  @Override
  public CompletionStage<Subscription> subscribe(SubscribeRequest request) {
    return run(
        () -> {
          try {
            return join(request);
          } catch (XliveException e) {
            refused(request.path(), request.peer(), e);
            throw e;
          }
        });
  }

  /** What goes on now, by name. */
  public List<StreamStatus> live() {
    return streams.values().stream()
        .map(LiveStream::status)
        .sorted(Comparator.comparing(status -> status.path().toString()))
        .toList();
  }

  /** What goes on under a name. */
  public Optional<StreamStatus> find(StreamPath path) {
    return Optional.ofNullable(streams.get(path)).map(LiveStream::status);
  }

  /** How many names are taken. */
  public int size() {
    return streams.size();
  }

  /** Payload bytes that the hub holds, about. */
  public long heldBytes() {
    long sum = 0;
    for (LiveStream stream : streams.values()) {
      sum += stream.heldBytes();
    }
    return sum;
  }

  /** Ends a publication on behalf of an operator; false when there is none. */
  public boolean kick(StreamPath path) {
    LiveStream stream = streams.get(path);
    if (stream == null) {
      return false;
    }
    stream.end(EndReason.KICKED);
    return true;
  }

  /**
   * Refuses what is new and ends all publications. Waits two seconds at most for publishers that
   * are being let in.
   */
  @Override
  public void close() {
    stopping = true;
    threads.shutdown();
    endAll();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    endAll();
  }

  private void endAll() {
    streams.values().forEach(stream -> stream.end(EndReason.SHUTDOWN));
  }

  private Publication open(PublishRequest request) {
    requireRunning();
    StreamPath path = request.path();
    String caller = admission.admit(Permission.PUBLISH, path, request.peer(), request.credential());
    relief.makeRoom();
    budget.admit();
    LiveStream stream = reserve(request, caller);
    events.accept(
        new StreamEvent.Published(path, clock.instant(), request.peer(), request.parameters()));
    try {
      notice.tell(stream);
    } finally {
      if (stopping) {
        stream.end(EndReason.SHUTDOWN);
      }
      stream.opened();
    }
    return new LivePublication(stream);
  }

  /** Takes the name. */
  private LiveStream reserve(PublishRequest request, String caller) {
    StreamPath path = request.path();
    while (true) {
      LiveStream present = streams.get(path);
      if (present != null) {
        makeRoom(present, request, caller);
      }
      if (count.incrementAndGet() > config.maxStreams()) {
        count.decrementAndGet();
        throw new XliveException(
            SpiError.LIMIT_REACHED,
            config.maxStreams()
                + " streams are published, the most that stream.max-streams allows");
      }
      LiveStream.Origin origin =
          new LiveStream.Origin(path, request.peer(), caller, nextEpoch(), clock.instant());
      LiveStream made = new LiveStream(origin, config, owner);
      if (streams.putIfAbsent(path, made) == null) {
        return made;
      }
      count.decrementAndGet();
    }
  }

  /** Ends the publication that holds the name and waits until it is gone, or throws. */
  private void makeRoom(LiveStream present, PublishRequest request, String caller) {
    if (present.open()
        && !(config.onConflict() == StreamConfig.OnConflict.TAKEOVER
            && admission.mayTakeOver(
                present.origin(), caller, request.peer(), request.credential()))) {
      throw busy(present);
    }
    present.end(EndReason.TAKEN_OVER);
    try {
      present.ended().get(TAKE_OVER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw busy(present);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new XliveException(SpiError.SHUTTING_DOWN, "the server stops");
    }
  }

  private static XliveException busy(LiveStream present) {
    return new XliveException(
        SpiError.STREAM_BUSY,
        present.path() + " is published by somebody else (stream.on-conflict)");
  }

  private Subscription join(SubscribeRequest request) {
    requireRunning();
    StreamPath path = request.path();
    admission.admit(Permission.PLAY, path, request.peer(), request.credential());
    LiveStream stream = streams.get(path);
    if (stream == null) {
      throw new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes " + path);
    }
    LiveSubscription subscription =
        new LiveSubscription(
            stream, Optional.of(request.peer()), config.capped(request.buffer()), request.start());
    if (!stream.join(subscription)) {
      throw new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes " + path + " any more");
    }
    events.accept(new StreamEvent.PlayStarted(path, clock.instant(), request.peer()));
    return subscription;
  }

  private void requireRunning() {
    if (stopping) {
      throw new XliveException(SpiError.SHUTTING_DOWN, "the server stops");
    }
  }

  private void refused(StreamPath path, Peer peer, XliveException e) {
    String reason = String.valueOf(e.getMessage());
    LOG.info("{}: {} {} was refused: {}", path, peer.protocol(), peer.host(), e.toString());
    events.accept(new StreamEvent.Refused(path, clock.instant(), peer, e.code().code(), reason));
  }

  /** Grows over restarts too, as long as the clock does. */
  private long nextEpoch() {
    long now = clock.millis();
    return lastEpoch.updateAndGet(last -> Math.max(last + 1, now));
  }

  private <T> CompletionStage<T> run(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              result.complete(task.call());
            } catch (XliveException e) {
              result.completeExceptionally(e);
            } catch (Exception | LinkageError e) {
              LOG.error("a request to publish or to play failed", e);
              result.completeExceptionally(
                  new XliveException(SpiError.PLUGIN_FAILED, "the server failed to decide", e));
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new XliveException(SpiError.SHUTTING_DOWN, "the server stops"));
    }
    return result;
  }

  /** What streams ask of the hub. */
  private final class StreamOwner implements LiveStream.Owner {
    @Override
    public void ended(LiveStream stream, EndReason reason) {
      if (streams.remove(stream.path(), stream)) {
        count.decrementAndGet();
      }
      event(new StreamEvent.Unpublished(stream.path(), now(), stream.origin().publisher(), reason));
    }

    @Override
    public void event(StreamEvent event) {
      events.accept(event);
    }

    @Override
    public Instant now() {
      return clock.instant();
    }
  }
}
