package io.xlive.kernel;

/**
 * When a service starts; it stops in reverse. Configuration was read and plugins were loaded before
 * the first level.
 */
public enum StartLevel {
  /** Metrics, health, dump. */
  OBSERVABILITY,
  /**
   * Persistence, auth, rate limits; also auth providers, policies and listeners of plugins that are
   * services.
   */
  SECURITY,
  /** The stream hub. */
  HUB,
  /** HLS, and the outputs of plugins. */
  OUTPUTS,
  /** From here on HTTP answers. */
  HTTP,
  /** Ingest ports open: the ingests of plugins. */
  INGEST,
  /** Nothing is missing: readiness turns true here. */
  READY
}
