package io.xlive.kernel;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Warnings that may repeat: at most ten a minute of a kind, the next one after that says how many
 * were left out. Remembers 1,000 kinds; the one that was silent for longest is forgotten first.
 * Safe for any thread.
 */
public final class QuietLog {
  static final int MOST_PER_MINUTE = 10;
  private static final int MOST_KINDS = 1000;
  private static final long MINUTE_MILLIS = 60_000;

  private final Logger log;
  private final InstantSource clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_KINDS;
        }
      };

  private static final class Window {
    long start;
    int written;
    long suppressed;
  }

  /** Writes to that logger. */
  public QuietLog(Logger log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Warns; {@code kind} is a fixed word, never something that a peer sent. */
  public void warn(String kind, String message) {
    long left = admit(kind);
    if (left >= 0) {
      log.warn(
          "{}{}", message, left == 0 ? "" : " (and " + left + " more of this kind, not shown)");
    }
  }

  /** Warns; the stack trace goes to DEBUG. */
  public void warn(String kind, String message, Throwable cause) {
    warn(kind, message);
    log.debug("{}", message, cause);
  }

  /** How many were left out before this one, or -1 when this one is left out too. */
  private synchronized long admit(String kind) {
    long now = clock.millis();
    Window window = windows.computeIfAbsent(kind, _ -> new Window());
    if (window.written == 0 || now - window.start >= MINUTE_MILLIS) {
      window.start = now;
      window.written = 0;
    }
    if (window.written == MOST_PER_MINUTE) {
      window.suppressed++;
      return -1;
    }
    window.written++;
    long suppressed = window.suppressed;
    window.suppressed = 0;
    return suppressed;
  }
}
