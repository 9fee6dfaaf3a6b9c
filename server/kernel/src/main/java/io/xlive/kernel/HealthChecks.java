package io.xlive.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.health.HealthCheck;

/** Every health check, those of plugins included. Safe for any thread. */
public final class HealthChecks {
  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

  /**
   * Adds a check.
   *
   * @return takes it out again
   */
  public Runnable add(HealthCheck check) {
    checks.add(check);
    return () -> checks.remove(check);
  }

  /** All, in the order in which they were added. */
  public List<HealthCheck> all() {
    return List.copyOf(checks);
  }
}
