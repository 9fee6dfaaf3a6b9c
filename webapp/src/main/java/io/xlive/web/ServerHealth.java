package io.xlive.web;

import io.xlive.kernel.HealthChecks;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the server as a whole, and the checks of its parts. Thread-safe. */
public final class ServerHealth {
  private static final Logger LOG = LoggerFactory.getLogger(ServerHealth.class);

  private volatile Phase phase = Phase.STARTING;
  private final HealthChecks checks;

  /** Where the server is between start and stop. */
  public enum Phase {
    STARTING,
    RUNNING,
    STOPPING
  }

  /** Over the checks of the parts. */
  public ServerHealth(HealthChecks checks) {
    this.checks = checks;
  }

  /** Moves on. */
  public void phase(Phase next) {
    phase = next;
  }

  /** The answers of all checks, the server's own first. */
  public List<HealthCheckResponse> all() {
    List<HealthCheckResponse> answers = new ArrayList<>();
    answers.add(
        HealthCheckResponse.named("server")
            .status(ready())
            .withData("phase", phase.name().toLowerCase(java.util.Locale.ROOT))
            .build());
    for (HealthCheck check : checks.all()) {
      answers.add(ask(check));
    }
    return answers;
  }

  /**
   * Whether no part says that it stands still; a part that is only not ready does not count while
   * the server starts or stops.
   */
  public boolean live() {
    return phase != Phase.RUNNING
        || checks.all().stream()
            .map(ServerHealth::ask)
            .allMatch(answer -> answer.getStatus() == HealthCheckResponse.Status.UP);
  }

  /** Whether it is fully started and not stopping. */
  public boolean ready() {
    return phase == Phase.RUNNING;
  }

  /** Whether the start is over. */
  public boolean started() {
    return phase != Phase.STARTING;
  }

  private static HealthCheckResponse ask(HealthCheck check) {
    try {
      HealthCheckResponse answer = check.call();
      return answer == null ? failed("it gives no answer") : answer;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A check comes from a plugin; one that throws says that its part is not well. What it threw
      // is for the log: the answer may go to anyone.
      LOG.warn("a health check failed: {}", check.getClass().getName(), e);
      return failed("it failed; the log says how");
    }
  }

  private static HealthCheckResponse failed(String reason) {
    return HealthCheckResponse.named("check").down().withData("reason", reason).build();
  }
}
