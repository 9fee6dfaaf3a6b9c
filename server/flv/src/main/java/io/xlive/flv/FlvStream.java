package io.xlive.flv;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One stream path: its publication, the run that serves its players, and how many there are. Any
 * thread; its lock is for those who come and go, no frame passes it.
 */
final class FlvStream {
  private final StreamPath path;
  private final FlvStreams.Parts parts;
  private final Set<FlvClient> clients = ConcurrentHashMap.newKeySet();
  private int places;
  private @Nullable PublishedStream source;
  private @Nullable FlvRun running;
  private boolean gone;

  FlvStream(StreamPath path, FlvStreams.Parts parts) {
    this.path = path;
    this.parts = parts;
  }

  StreamPath path() {
    return path;
  }

  /** Takes a publication; false when the stream left memory a moment ago. */
  synchronized boolean attach(PublishedStream published) {
    if (gone) {
      return false;
    }
    source = published;
    FlvRun run = running;
    if (run != null) {
      run.arrived(published);
    }
    return true;
  }

  /**
   * A place for a player.
   *
   * @throws XliveException when nobody publishes, or there is no place left
   */
  synchronized FlvClient admit(Peer peer, boolean legacy) {
    int most = parts.config().maxClientsPerStream();
    if (places >= most) {
      throw new XliveException(
          SpiError.LIMIT_REACHED,
          path + " has " + most + " FLV players, the most that flv.max-clients-per-stream allows");
    }
    parts.totals().enter(parts.config().maxClients());
    try {
      FlvRun run = run();
      places++;
      run.places++;
      run.start();
      return new FlvClient(run, peer, legacy, parts.clock().instant());
    } catch (XliveException over) {
      parts.totals().clients.decrementAndGet();
      throw over;
    }
  }

  private FlvRun run() {
    FlvRun run = running;
    if (run != null) {
      return run;
    }
    PublishedStream published = source;
    if (published == null) {
      throw new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes this stream");
    }
    Subscription subscription =
        published.subscribe(parts.config().buffer(), SubscribeRequest.Start.CACHED_GOP);
    FlvRun made = new FlvRun(this, parts, published, subscription);
    running = made;
    return made;
  }

  void entered(FlvClient client) {
    clients.add(client);
  }

  /** A player's place is free; called once for each. */
  void left(FlvClient client, FlvRun run) {
    clients.remove(client);
    parts.totals().clients.decrementAndGet();
    synchronized (this) {
      places--;
      run.places--;
    }
  }

  /** A run asks whether it may end because nobody plays; it is over when the answer is yes. */
  synchronized boolean quit(FlvRun run) {
    if (run.places > 0) {
      return false;
    }
    detach(run);
    return true;
  }

  /** A run takes no more players. */
  synchronized void detach(FlvRun run) {
    if (running == run) {
      running = null;
    }
  }

  /** A publication ended. */
  synchronized void ended(PublishedStream published) {
    PublishedStream present = source;
    if (present != null && present.epoch() == published.epoch()) {
      source = null;
    }
  }

  /**
   * Lets time pass; asks after a publication that nobody plays.
   *
   * @return whether the stream may leave memory; it takes no publication any more then
   */
  synchronized boolean tick() {
    PublishedStream published = source;
    if (running == null && published != null && !lives(published)) {
      source = null;
    }
    gone = running == null && source == null;
    return gone;
  }

  private static boolean lives(PublishedStream published) {
    try {
      published.subscribe(BufferLimit.DEFAULT, SubscribeRequest.Start.NO_FRAMES).close();
      return true;
    } catch (XliveException over) {
      return false;
    }
  }

  /** Ends all players. */
  void stop() {
    Optional<FlvRun> run;
    synchronized (this) {
      run = Optional.ofNullable(running);
    }
    run.ifPresent(FlvRun::stop);
    clients.forEach(client -> client.end(FlvEnd.SHUTDOWN));
  }

  /** Players by protocol. */
  Map<String, Integer> viewers() {
    Map<String, Integer> viewers = new TreeMap<>();
    clients.forEach(client -> viewers.merge(client.peer().protocol(), 1, Integer::sum));
    return viewers;
  }

  /** Bytes kept for players that join. */
  synchronized long held() {
    FlvRun run = running;
    return run == null ? 0 : run.held();
  }
}
