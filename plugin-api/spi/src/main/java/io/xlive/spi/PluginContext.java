package io.xlive.spi;

import io.xlive.spi.codec.Codecs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.health.HealthCheck;

/** What the server lends to an extension. Every method may be called from any thread. */
public interface PluginContext {
  /** The way to publish and to subscribe. */
  Streams streams();

  /**
   * The codecs of all plugins. Complete before any {@link Service#start()}; at {@code create} it
   * may still grow.
   */
  Codecs codecs();

  /** How the extension is measured. */
  Meters meters();

  /**
   * Asks the rate limits; an ingest plugin does so for connections, {@link Streams} does so itself
   * for publish and play.
   */
  io.xlive.spi.ratelimit.RateLimits rateLimits();

  /** Adds a check to {@code /health}; removed when the plugin goes. */
  void healthCheck(HealthCheck check);

  /**
   * Adds a live part to the dump ({@code xlive dump}, {@code /api/v1/dump}); removed when the
   * plugin goes.
   */
  void dump(String name, DumpSource source);

  /** Wall-clock time. */
  InstantSource clock();

  /** Cryptographically strong randomness, thread-safe. */
  RandomGenerator random();

  /** A folder of this extension's own below the server's data folder; made on first use. */
  Path dataFolder();

  /** The server's home folder, against which relative paths of the configuration are resolved. */
  Path home();
}
