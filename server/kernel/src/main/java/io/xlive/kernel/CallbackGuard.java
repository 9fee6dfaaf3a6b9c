package io.xlive.kernel;

import io.xlive.spi.SpiError;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Watches the calls into one plugin: what it throws against its contract is counted, and ten such
 * failures within a minute disable it. On a media thread a call of more than 50 ms is logged, one
 * of more than a second disables the plugin, also when it never returns. Safe for any thread.
 */
final class CallbackGuard {
  static final int MOST_FAILURES = 10;
  static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE_MILLIS = 60_000;

  private final String plugin;
  private final InstantSource clock;
  private final CallbackWatch watch;
  private final CallbackTimes times = new CallbackTimes();
  private final ErrorCounts errors;
  private final QuietLog log;
  private final Consumer<String> onDisabled;
  private final LongAdder entered = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final AtomicBoolean disabled = new AtomicBoolean();
  private final long[] failures = new long[MOST_FAILURES];
  private int next;

  /**
   * @param onDisabled is told why, once
   */
  CallbackGuard(
      String plugin,
      InstantSource clock,
      CallbackWatch watch,
      ErrorCounts errors,
      QuietLog log,
      Consumer<String> onDisabled) {
    this.plugin = plugin;
    this.clock = clock;
    this.watch = watch;
    this.errors = errors;
    this.log = log;
    this.onDisabled = onDisabled;
  }

  /** Begins a call; follow it by {@link #leave}. */
  void enter() {
    entered.increment();
  }

  /** Ends a call. */
  void leave() {
    left.increment();
  }

  /**
   * Begins a call on a media thread; follow it by {@link #leaveMedia}.
   *
   * @param callback its name, for the log
   * @return for {@link #leaveMedia}
   */
  int enterMedia(String callback) {
    return times.begin(callback, watch.now(), watch.progress());
  }

  /** Ends a call on a media thread. */
  void leaveMedia(int slot, String callback) {
    if (slot == CallbackTimes.NONE) {
      return;
    }
    long took = watch.now() - times.began(slot);
    long ran = watch.progress() - times.progressThen(slot);
    times.end(slot);
    if (took > SLOW_NANOS) {
      slow(callback, took, ran);
    }
  }

  private void slow(String callback, long took, long ran) {
    log.warn(
        plugin + "." + callback + " slow",
        "plugin "
            + plugin
            + ": "
            + callback
            + " took "
            + TimeUnit.NANOSECONDS.toMillis(took)
            + " ms on a media thread, more than the 50 ms allowed");
    // The process may have stood still meanwhile: the watch, which did too, must have seen it run.
    if (took > STUCK_NANOS && ran >= STUCK_NANOS - CallbackWatch.PERIOD_NANOS) {
      stuck(callback);
    }
  }

  /** Looks for calls that do not return; the watch's thread. */
  void look(long progress) {
    times.look(progress, STUCK_NANOS, this::stuck);
  }

  private void stuck(String callback) {
    if (disabled.compareAndSet(false, true)) {
      errors.count(SpiError.PLUGIN_FAILED);
      onDisabled.accept("held a media thread for more than 1 s in " + callback);
    }
  }

  /** Stops looking for such calls. */
  void close() {
    watch.remove(this);
  }

  /** Whether no call is under way. */
  boolean idle() {
    long out = left.sum(); // read first: a call that begins in between must not look finished
    return entered.sum() == out;
  }

  /** Whether it is not called any more. */
  boolean disabled() {
    return disabled.get();
  }

  /**
   * Whether a throwable is the plugin's own fault, to be kept from the caller; an out-of-memory
   * error is everybody's.
   */
  static boolean own(Throwable failure) {
    return failure instanceof RuntimeException
        || failure instanceof LinkageError
        || failure instanceof AssertionError
        || failure instanceof StackOverflowError;
  }

  /** Counts a failure. */
  void failed(String callback, Throwable failure) {
    errors.count(SpiError.PLUGIN_FAILED);
    log.warn(
        plugin + "." + callback,
        "plugin " + plugin + ": " + callback + " " + LoadFailure.describe(failure),
        failure);
    if (tooMany(clock.millis()) && disabled.compareAndSet(false, true)) {
      onDisabled.accept("failed " + MOST_FAILURES + " times within a minute");
    }
  }

  private synchronized boolean tooMany(long now) {
    failures[next % MOST_FAILURES] = now;
    next++;
    // The slot to be written next holds the oldest of the last ten.
    return next >= MOST_FAILURES && now - failures[next % MOST_FAILURES] < MINUTE_MILLIS;
  }
}
