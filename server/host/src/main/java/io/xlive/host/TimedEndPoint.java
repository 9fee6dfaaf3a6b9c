package io.xlive.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that knows since when its client owes the header of a request: from its start, and
 * later from the first byte behind an answer. {@link RequestDeadline} asks; any thread may.
 */
final class TimedEndPoint extends SocketChannelEndPoint {
  private static final int EXPIRED = -1;

  /** Requests being answered, or {@link #EXPIRED}. */
  private final AtomicInteger serving = new AtomicInteger();

  private final AtomicReference<@Nullable Object> kept = new AtomicReference<>();
  private volatile long since = System.nanoTime();
  private volatile boolean receiving = true;
  private volatile boolean served;
  private volatile boolean doomed;

  TimedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** The connection under a request, below TLS. */
  static TimedEndPoint of(Request request) {
    EndPoint point = request.getConnectionMetaData().getConnection().getEndPoint();
    while (point instanceof EndPoint.Wrapper wrapper) {
      point = wrapper.unwrap();
    }
    if (point instanceof TimedEndPoint timed) {
      return timed;
    }
    throw new IllegalStateException("a connection of another connector");
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0 && !receiving && serving.get() == 0) {
      since = System.nanoTime();
      receiving = true;
    }
    return filled;
  }

  /** A request's header is complete; false when it came too late and must not be answered. */
  boolean begun() {
    boolean inTime = serving.getAndUpdate(n -> n == EXPIRED ? n : n + 1) != EXPIRED;
    receiving = false;
    served = true;
    return inTime;
  }

  /** An answer is complete. */
  void ended() {
    since = System.nanoTime();
    serving.updateAndGet(n -> n == EXPIRED ? n : n - 1);
  }

  /** What the web application keeps of the connection. */
  AtomicReference<@Nullable Object> kept() {
    return kept;
  }

  /** Whether a request was ever read here. */
  boolean served() {
    return served;
  }

  /** Whether a header has begun and is not complete. */
  boolean receiving() {
    return receiving;
  }

  /** Something goes on that is no request with an answer, as the messages of a WebSocket. */
  void busy() {
    since = System.nanoTime();
  }

  /** Nanoseconds since the header began or, when none has, since the last answer. */
  long waited() {
    return System.nanoTime() - since;
  }

  /** No request may begin any more; false when one has. */
  boolean expire() {
    return serving.compareAndSet(0, EXPIRED);
  }

  /** To be closed as soon as its client had a moment to read the answer. */
  void doom() {
    doomed = true;
  }

  boolean doomed() {
    return doomed;
  }
}
