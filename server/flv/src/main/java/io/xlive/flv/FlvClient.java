package io.xlive.flv;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One player. Its turn is held by one thread at a time: the stream's, which brings new tags and
 * judges who is slow, or the connection's, which goes on when the socket takes bytes again. Nobody
 * waits for a turn: who comes meanwhile leaves word, and the holder goes round once more.
 */
public final class FlvClient {
  private static final Logger LOG = LoggerFactory.getLogger(FlvClient.class);
  private static final long NEVER = Long.MIN_VALUE;

  private enum Turn {
    /** Nobody's; nothing waits. */
    IDLE,
    /** Somebody's. */
    HELD,
    /** Somebody's, who has to look once more. */
    CALLED,
    /** Nobody's; the connection calls when it takes bytes again. */
    BLOCKED,
    /** Over. */
    CLOSED
  }

  private final FlvRun run;
  private final Peer peer;
  private final boolean legacy;
  private final Instant since;
  private final FlvBacklog backlog = new FlvBacklog();
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.HELD);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable FlvSink sink;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private @Nullable FlvLog log;
  private long overSince = NEVER;
  private boolean progress;

  FlvClient(FlvRun run, Peer peer, boolean legacy, Instant since) {
    this.run = run;
    this.since = since;
    this.peer = peer;
    this.legacy = legacy;
  }

  /** Which stream. */
  public StreamPath path() {
    return run.path();
  }

  /** Who plays. */
  public Peer peer() {
    return peer;
  }

  /** Lets it play; call it once. The connection has been prepared, its headers are set. */
  public void start(FlvSink connection) {
    sink = connection;
    run.enter(this);
  }

  /** The connection takes bytes again, or for the first time. Never blocks. */
  public void writable() {
    if (take() != Turn.HELD) {
      drain();
    }
  }

  /** The connection broke, or its peer closed it. Idempotent; any thread. */
  public void failed() {
    end(FlvEnd.GONE);
  }

  /** Gives the place back without having played, or ends it. Idempotent; any thread. */
  public void close() {
    failed();
  }

  /** Tags that it did not get because it was too slow. */
  long dropped() {
    return dropped.get();
  }

  /** When it was taken in. */
  Instant since() {
    return since;
  }

  /** Bytes that its connection took. */
  long sent() {
    return sent.get();
  }

  /** Whether it has ever been let play. */
  boolean started() {
    return sink != null;
  }

  boolean legacy() {
    return legacy;
  }

  boolean closed() {
    return closed.get();
  }

  /** Stream: takes it in. Its turn is the stream's until now. */
  void begin(FlvLog from, FlvEntry entry, long now) {
    log = from;
    backlog.jump(entry);
    backlog.joined(
        from.tags(), from.position() - entry.position(), Math.max(0, now - entry.nanos()));
    backlog.first(from.fileHeader().asByteBuffer());
    drain();
  }

  /** Stream: there are new tags, or time passed. */
  void offer(FlvLog from, FlvConfig config, long now) {
    Turn before = take();
    if (before == Turn.HELD) {
      return;
    }
    judge(before == Turn.BLOCKED, from, config, now);
    if (before != Turn.BLOCKED || !turn.compareAndSet(Turn.HELD, Turn.BLOCKED)) {
      drain();
    }
  }

  /** Any thread: ends it, whoever's turn it is. */
  void end(FlvEnd end) {
    turn.set(Turn.CLOSED);
    if (closed.compareAndSet(false, true)) {
      FlvSink connection = sink;
      if (connection != null) {
        connection.end(end);
      }
      run.left(this, end);
    }
  }

  /** What was the turn that is held now; HELD when it is somebody else's, who has word now. */
  private Turn take() {
    while (true) {
      Turn before = Objects.requireNonNull(turn.get(), "there is always a turn");
      switch (before) {
        case IDLE, BLOCKED -> {
          if (turn.compareAndSet(before, Turn.HELD)) {
            return before;
          }
        }
        case HELD -> {
          if (turn.compareAndSet(before, Turn.CALLED)) {
            return Turn.HELD;
          }
        }
        case CALLED, CLOSED -> {
          return Turn.HELD;
        }
      }
    }
  }

  /** Gives the turn up; false when there is more to do first. */
  private boolean leave(Turn next) {
    return turn.compareAndSet(Turn.HELD, next) || !turn.compareAndSet(Turn.CALLED, Turn.HELD);
  }

  private void judge(boolean blocked, FlvLog from, FlvConfig config, long now) {
    if (blocked && backlog.over(config, from.position(), now)) {
      if (overSince == NEVER) {
        overSince = now;
        progress = false;
      }
      backlog.park();
    } else if (progress && !backlog.parked()) {
      overSince = NEVER;
    }
    if (backlog.parked()) {
      from.entry()
          .filter(entry -> entry.tag() >= backlog.tag() && fresh(entry, from, config, now))
          .ifPresent(entry -> lost(backlog.jump(entry)));
    }
    if (overSince != NEVER && now - overSince > config.closeAfter().toNanos()) {
      end(FlvEnd.TOO_SLOW);
    }
  }

  private void lost(long tags) {
    dropped.addAndGet(tags);
    run.totals().tagsDropped.add(tags);
  }

  private static boolean fresh(FlvEntry entry, FlvLog from, FlvConfig config, long now) {
    return from.position() - entry.position() <= config.queueBytes().bytes()
        && now - entry.nanos() <= config.queueTime().toNanos();
  }

  private void drain() {
    FlvSink connection = sink;
    FlvLog from = log;
    if (connection == null || from == null) {
      return;
    }
    try {
      boolean unflushed = false;
      while (true) {
        if (!connection.ready()) {
          if (leave(Turn.BLOCKED)) {
            return;
          }
          continue;
        }
        // Asked before looking: what was there before the end is sent.
        boolean ended = from.ended();
        ByteBuffer next = backlog.next();
        if (next != null) {
          run.totals().bytesOut.add(next.remaining());
          sent.addAndGet(next.remaining());
          progress = true;
          connection.write(next);
          unflushed = true;
        } else if (unflushed) {
          connection.flush();
          unflushed = false;
        } else if (ended) {
          end(from.reason());
          return;
        } else if (leave(Turn.IDLE)) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{}: a player's connection broke", path(), e);
      failed();
    }
  }
}
