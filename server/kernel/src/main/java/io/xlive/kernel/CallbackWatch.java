package io.xlive.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Has a platform thread, which a plugin that keeps every virtual one busy cannot starve. Ten times
 * a second it looks for calls into plugins that do not return, and keeps the server's progress: a
 * time that stands still while the process does (a pause of the collector, a suspended machine), so
 * that no plugin pays for that.
 */
final class CallbackWatch implements AutoCloseable {
  /** Between two looks. */
  static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier nanos;
  private final List<CallbackGuard> guards = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("plugin-callback-watch").unstarted(this::run);
  private long lastLook;
  private volatile long progress;
  private volatile boolean closed;

  /**
   * @param nanos a monotonic clock
   */
  CallbackWatch(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastLook = nanos.getAsLong();
  }

  /** Begins to look. */
  void start() {
    thread.start();
  }

  /** Looks after the calls through a guard. */
  void add(CallbackGuard guard) {
    guards.add(guard);
  }

  /** Looks after them no longer. */
  void remove(CallbackGuard guard) {
    guards.remove(guard);
  }

  /** Monotonic time in nanoseconds. */
  long now() {
    return nanos.getAsLong();
  }

  /** Nanoseconds that the process ran since its start, told by the looks. */
  long progress() {
    return progress;
  }

  /** Looks once; for one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the one thread that looks writes it
  void look() {
    long now = nanos.getAsLong();
    progress += Math.min(now - lastLook, 2 * PERIOD_NANOS);
    lastLook = now;
    guards.forEach(guard -> guard.look(progress));
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      look();
    }
  }

  /** Ends the looking. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
