package io.xlive.flv;

import io.xlive.mediakit.pace.Pace;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a virtual thread, from the first player of a stream to the last: takes the frames out of the
 * stream's only subscription, encodes each once, and gives every player its turn. When the
 * publisher's connection dies it waits for another publication.
 */
final class FlvRun {
  private static final Logger LOG = LoggerFactory.getLogger(FlvRun.class);
  private static final int BATCH = 256;

  private final FlvStream stream;
  private final FlvStreams.Parts parts;
  private final FlvLog log;
  private final Pace pace;
  private final FlvSignal signal;
  private final Thread thread;
  private final Queue<FlvClient> entering = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable PublishedStream> arrived = new AtomicReference<>();
  private final List<Newcomer> waiting = new ArrayList<>();
  private final List<FlvClient> players = new ArrayList<>();
  private volatile boolean stopped;

  /** Frames that players have had no turn for. */
  private int fresh;

  private PublishedStream source;
  private Subscription subscription;

  /** Players that have a place here; guarded by the stream. */
  int places;

  /**
   * A player that waits for its first tag.
   *
   * @param from the first tag that it may begin with
   */
  private record Newcomer(FlvClient player, long from) {
    boolean closed() {
      return player.closed();
    }
  }

  FlvRun(
      FlvStream stream, FlvStreams.Parts parts, PublishedStream source, Subscription subscription) {
    this.stream = stream;
    this.parts = parts;
    this.source = source;
    this.subscription = subscription;
    this.log = new FlvLog(parts.config(), parts.codecs());
    this.pace = Pace.balanced(now());
    this.signal = new FlvSignal(pace);
    this.thread = Thread.ofVirtual().name("flv " + stream.path()).unstarted(this::run);
  }

  StreamPath path() {
    return stream.path();
  }

  FlvTotals totals() {
    return parts.totals();
  }

  /** Any thread, under the stream's lock: starts it unless it runs. */
  void start() {
    if (thread.getState() == Thread.State.NEW) {
      signal.reader(thread);
      thread.start();
    }
  }

  /** Any thread: another publication begins. */
  void arrived(PublishedStream published) {
    arrived.set(published);
    signal.wake();
  }

  /** Any thread: a player wants its first tag. */
  void enter(FlvClient client) {
    stream.entered(client);
    parts.started(client);
    entering.add(client);
    signal.wake();
  }

  /** Any thread: a player is gone; called once for each. */
  void left(FlvClient client, FlvEnd end) {
    parts.stopped(client, end);
    stream.left(client, this);
    signal.wake();
  }

  /** Any thread: ends soon. */
  void stop() {
    stopped = true;
    signal.wake();
  }

  /** Bytes kept for players that join. */
  long held() {
    return log.held();
  }

  private void run() {
    try {
      Optional<FlvEnd> end = serve();
      if (end.isPresent()) {
        stream.detach(this);
        finish(end.get());
      }
    } catch (RuntimeException e) {
      LOG.error("{}: FLV playback failed; its players are closed", path(), e);
      stream.detach(this);
      endAll(FlvEnd.SHUTDOWN);
    } finally {
      subscription.close();
    }
  }

  /** Plays publication after publication; empty when nobody listens any more. */
  private Optional<FlvEnd> serve() {
    while (true) {
      Optional<EndReason> ended = follow();
      subscription.close();
      if (ended.isEmpty()) {
        return Optional.empty();
      }
      stream.ended(source);
      switch (ended.get()) {
        case FINISHED, KICKED, REFUSED -> {
          return Optional.of(FlvEnd.FINISHED);
        }
        case SHUTDOWN -> {
          return Optional.of(FlvEnd.SHUTDOWN);
        }
        case LOST, TAKEN_OVER -> {
          Found found = await();
          if (found != Found.PUBLISHER) {
            return found == Found.NOTHING ? Optional.of(FlvEnd.LOST) : Optional.empty();
          }
          log.resume();
        }
      }
    }
  }

  /** Plays until the publication ends, which it tells, or nobody listens any more. */
  private Optional<EndReason> follow() {
    subscription.signal(signal);
    while (true) {
      long start = now();
      // Asked before draining: what was written before the end is in the ring by then.
      Optional<EndReason> ended = subscription.ended();
      int count = subscription.drain(frame -> take(frame, start), BATCH);
      turn(start);
      fresh = 0;
      pace.worked(start, now());
      if (count < BATCH) {
        if (ended.isPresent()) {
          return ended;
        }
        if (stopped) {
          return Optional.of(EndReason.SHUTDOWN);
        }
        if (stream.quit(this)) {
          return Optional.empty();
        }
        signal.await();
      }
    }
  }

  private enum Found {
    PUBLISHER,
    NOTHING,
    NOBODY
  }

  /** Waits for a publisher that comes back. */
  private Found await() {
    long since = now();
    while (!stopped && now() - since < parts.config().reconnectGrace().toNanos()) {
      PublishedStream next = arrived.getAndSet(null);
      if (next != null && next.epoch() > source.epoch()) {
        try {
          subscription = next.subscribe(parts.config().buffer(), SubscribeRequest.Start.CACHED_GOP);
          source = next;
          return Found.PUBLISHER;
        } catch (XliveException over) {
          LOG.debug("{}: a publication ended as soon as it began", path());
        }
      }
      turn(now());
      if (stream.quit(this)) {
        return Found.NOBODY;
      }
      signal.await();
    }
    return Found.NOTHING;
  }

  private void take(MediaFrame frame, long now) {
    if (fresh > 0 && FlvSignal.alone(pace.mode(), frame)) {
      // What waited for company does not wait for that large a picture to reach everybody, too.
      turn(now);
      fresh = 0;
    }
    append(frame, now);
    fresh++;
  }

  private void append(MediaFrame frame, long now) {
    try {
      log.append(frame, now);
    } catch (RuntimeException e) {
      // One bad frame never ends a stream.
      LOG.debug("{}: a frame was not sent", path(), e);
    }
  }

  /** Gives everybody a turn. */
  private void turn(long now) {
    boolean legacy = log.legacy();
    for (FlvClient player : players) {
      if (!legacy && player.legacy()) {
        player.end(FlvEnd.NOT_LEGACY);
      } else {
        player.offer(log, parts.config(), now);
      }
    }
    players.removeIf(FlvClient::closed);
    admit(now);
  }

  private void admit(long now) {
    for (FlvClient next = entering.poll(); next != null; next = entering.poll()) {
      waiting.add(new Newcomer(next, subscription.cachedGop() ? 0 : log.tags()));
    }
    waiting.removeIf(Newcomer::closed);
    Optional<FlvEntry> entry = waiting.isEmpty() ? Optional.empty() : log.beginning();
    if (entry.isPresent()) {
      waiting.removeIf(newcomer -> admit(newcomer, entry.get(), now));
    }
  }

  /** Whether a player need not wait any longer. */
  private boolean admit(Newcomer newcomer, FlvEntry entry, long now) {
    if (entry.tag() < newcomer.from()) {
      return false;
    }
    FlvClient player = newcomer.player();
    if (!log.legacy() && player.legacy()) {
      player.end(FlvEnd.NOT_LEGACY);
    } else {
      player.begin(log, entry, now);
      players.add(player);
    }
    return true;
  }

  /** Lets players take what is there, for a while. */
  private void finish(FlvEnd end) {
    long since = now();
    log.end(end);
    while (!stopped && now() - since < parts.config().closeAfter().toNanos()) {
      turn(now());
      waiting.forEach(newcomer -> newcomer.player().end(end));
      if (players.isEmpty()) {
        break;
      }
      signal.await();
    }
    endAll(end);
  }

  private void endAll(FlvEnd end) {
    players.forEach(player -> player.end(end));
    waiting.forEach(newcomer -> newcomer.player().end(end));
    for (FlvClient next = entering.poll(); next != null; next = entering.poll()) {
      next.end(end);
    }
  }

  private long now() {
    return parts.nanos().getAsLong();
  }
}
