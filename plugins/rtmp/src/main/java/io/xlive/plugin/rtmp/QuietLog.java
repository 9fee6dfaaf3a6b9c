package io.xlive.plugin.rtmp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warnings at most so many in a while per kind, ten a minute unless told otherwise, with the number
 * of those left out. Safe for any thread.
 */
final class QuietLog {
  private static final int PER_MINUTE = 10;

  private final Logger log;
  private final LongSupplier nanos;
  private final int most;
  private final long window;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  QuietLog(Logger log, LongSupplier nanos) {
    this(log, nanos, PER_MINUTE, Duration.ofMinutes(1));
  }

  /**
   * One that is quieter or louder.
   *
   * @param nanos a clock
   * @param most warnings of a kind in each window, 1 or more
   */
  QuietLog(Logger log, LongSupplier nanos, int most, Duration window) {
    this.log = log;
    this.nanos = nanos;
    this.most = most;
    this.window = window.toNanos();
  }

  private static final class Window {
    private long since;
    private int count;
    private long suppressed;

    private Window(long since) {
      this.since = since;
    }
  }

  /**
   * Logs unless this kind was logged often enough; {@code kind} comes from the code, never from a
   * peer.
   */
  void warn(String kind, String message) {
    Window current = windows.computeIfAbsent(kind, k -> new Window(nanos.getAsLong()));
    long suppressed;
    synchronized (current) {
      long now = nanos.getAsLong();
      if (now - current.since >= window) {
        current.since = now;
        current.count = 0;
      }
      if (current.count >= most) {
        current.suppressed++;
        return;
      }
      current.count++;
      suppressed = current.suppressed;
      current.suppressed = 0;
    }
    if (suppressed > 0) {
      log.warn("{} ({} more of this kind not logged)", message, suppressed);
    } else {
      log.warn("{}", message);
    }
  }
}
