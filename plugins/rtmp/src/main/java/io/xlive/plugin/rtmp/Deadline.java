package io.xlive.plugin.rtmp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Event loop: at most one pending moment, absolute once set. */
final class Deadline {
  private final EventLoop loop;
  private @Nullable Future<?> pending;

  Deadline(EventLoop loop) {
    this.loop = loop;
  }

  /** Runs {@code action} after a while; replaces what was set before. */
  void set(Duration after, Runnable action) {
    clear();
    pending = loop.schedule(action, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Nothing is due. */
  void clear() {
    Future<?> was = pending;
    if (was != null) {
      was.cancel(false);
      pending = null;
    }
  }
}
