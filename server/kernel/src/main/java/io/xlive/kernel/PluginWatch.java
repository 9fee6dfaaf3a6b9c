package io.xlive.kernel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a virtual thread. Looks through the plugin folders again and again, takes new plugins in and
 * replaces changed ones where that is possible. It looks instead of being told, because folders on
 * network and container file systems tell nothing; a jar counts once it was the same at two looks,
 * so that one that is still being copied waits.
 */
final class PluginWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

  private final PluginScan scan;
  private final PluginExchange exchange;
  private final Map<String, String> settled = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();
  private volatile Optional<Thread> thread = Optional.empty();

  /**
   * @param start what the folders held when the server started
   */
  PluginWatch(PluginScan scan, PluginScan.Found start, PluginExchange exchange) {
    this.scan = scan;
    this.exchange = exchange;
    start.sources().forEach(source -> settled.put(source.name(), source.fingerprint()));
  }

  /** Looks every so often until {@link #stop}. */
  void start(Duration period) {
    thread =
        Optional.of(
            Thread.ofVirtual()
                .name("plugin watch")
                .start(
                    () -> {
                      while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(period.toNanos());
                        lookSafely();
                      }
                    }));
  }

  /** Ends the looking; returns once nothing is under way. */
  void stop() {
    if (thread.isPresent()) {
      thread.get().interrupt();
      try {
        thread.get().join(PluginExchange.DRAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("plugin folders: {}", e.toString());
      LOG.debug("plugin folders", e);
    }
  }

  /** Looks once. */
  synchronized void look() {
    for (PluginSource source : scan.scan().sources()) {
      String before = seen.put(source.name(), source.fingerprint());
      boolean still = source.fingerprint().equals(before);
      if (still
          && !Thread.currentThread().isInterrupted()
          && !source.fingerprint().equals(settled.put(source.name(), source.fingerprint()))) {
        exchange.load(source);
      }
    }
  }
}
