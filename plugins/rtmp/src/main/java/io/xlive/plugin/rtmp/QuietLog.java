package io.xlive.plugin.rtmp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warnings at most ten a minute per kind, with the number of those left out. Safe for any thread.
 */
final class QuietLog {
  private static final int PER_MINUTE = 10;
  private static final long MINUTE = 60_000_000_000L;

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  QuietLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
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
    Window window = windows.computeIfAbsent(kind, k -> new Window(nanos.getAsLong()));
    long suppressed;
    synchronized (window) {
      long now = nanos.getAsLong();
      if (now - window.since >= MINUTE) {
        window.since = now;
        window.count = 0;
      }
      if (window.count >= PER_MINUTE) {
        window.suppressed++;
        return;
      }
      window.count++;
      suppressed = window.suppressed;
      window.suppressed = 0;
    }
    if (suppressed > 0) {
      log.warn("{} ({} more of this kind not logged)", message, suppressed);
    } else {
      log.warn("{}", message);
    }
  }
}
