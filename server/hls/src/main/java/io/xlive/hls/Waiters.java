package io.xlive.hls;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The requests that wait for one stream to go on. Requests come and go on any thread; {@link
 * #changed} runs on the packager's. None of them costs a thread.
 */
final class Waiters {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final int most;
  private final AtomicInteger total;
  private final int mostInTotal;
  private final Runnable first;
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  /** A request that waits. */
  final class Waiter implements Waiting {
    private final Goal goal;
    private final Runnable ready;
    private final boolean once;
    private final AtomicBoolean done = new AtomicBoolean();

    private Waiter(Goal goal, Runnable ready, boolean once) {
      this.goal = goal;
      this.ready = ready;
      this.once = once;
    }

    @Override
    public boolean cancel() {
      if (!done.compareAndSet(false, true)) {
        return false;
      }
      if (waiting.remove(this) && once) {
        leave();
      }
      return true;
    }
  }

  /** What a request has that waits again and again. */
  final class Place implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Waiter> now = Optional.empty();

    /**
     * Waits.
     *
     * @param ready as in {@link #add}; maybe called before this returns
     * @param over tells whether a goal need not be waited for any more
     */
    void await(Goal goal, Runnable ready, Predicate<Goal> over) {
      Waiter waiter = new Waiter(goal, ready, false);
      now = Optional.of(waiter);
      waiting.add(waiter);
      // What came between the look and the wait is not missed, nor that the request has ended.
      if ((closed.get() || over.test(goal)) && waiter.cancel() && !closed.get()) {
        ready.run();
      }
    }

    /** Stops waiting; false when it does not wait. */
    boolean cancel() {
      return now.map(Waiter::cancel).orElse(false);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        cancel();
        leave();
      }
    }
  }

  /**
   * Nobody waits.
   *
   * @param most for this stream
   * @param total of all streams, shared
   * @param mostInTotal for all streams
   * @param first called when somebody waits and nobody did before
   */
  Waiters(int most, AtomicInteger total, int mostInTotal, Runnable first) {
    this.most = most;
    this.total = total;
    this.mostInTotal = mostInTotal;
    this.first = first;
  }

  int count() {
    return count.get();
  }

  /**
   * Lets a request wait.
   *
   * @param ready called once, when the goal may be reached, on the packager's thread: it has to
   *     hand on; never after {@link Waiting#cancel}
   * @throws XliveException with {@link SpiError.LIMIT_REACHED} when too many wait
   */
  Waiter add(Goal goal, Runnable ready) {
    enter();
    Waiter waiter = new Waiter(goal, ready, true);
    waiting.add(waiter);
    return waiter;
  }

  /**
   * A place for a request that waits again and again; it counts as one that waits until it is
   * closed.
   *
   * @throws XliveException as {@link #add}
   */
  Place place() {
    enter();
    return new Place();
  }

  private void enter() {
    int now = count.incrementAndGet();
    if (now > most) {
      count.decrementAndGet();
      throw tooMany("hls.max-blocked-reloads-per-stream", most);
    }
    if (total.incrementAndGet() > mostInTotal) {
      total.decrementAndGet();
      count.decrementAndGet();
      throw tooMany("hls.max-blocked-reloads", mostInTotal);
    }
    if (now == 1) {
      first.run();
    }
  }

  private void leave() {
    count.decrementAndGet();
    total.decrementAndGet();
  }

  private static XliveException tooMany(String key, int limit) {
    return XliveException.retryable(
        SpiError.LIMIT_REACHED, key + ": " + limit + " requests wait already", RETRY);
  }

  /** Answers those whose goal a test lets go. */
  void changed(Predicate<Goal> over) {
    for (Waiter waiter : waiting) {
      if (over.test(waiter.goal) && waiter.cancel()) {
        waiter.ready.run();
      }
    }
  }
}
