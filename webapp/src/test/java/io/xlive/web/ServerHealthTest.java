package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.kernel.HealthChecks;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class ServerHealthTest {
  private final HealthChecks checks = new HealthChecks();
  private final ServerHealth health = new ServerHealth(checks);
  private final HealthResource resource = new HealthResource(health);

  private void answers(int all, int live, int ready, int started) {
    assertThat(resource.all().getStatus()).isEqualTo(all);
    assertThat(resource.live().getStatus()).isEqualTo(live);
    assertThat(resource.ready().getStatus()).isEqualTo(ready);
    assertThat(resource.started().getStatus()).isEqualTo(started);
  }

  @Test
  void followsTheServerFromStartToEnd() {
    answers(503, 200, 503, 503);
    health.phase(ServerHealth.Phase.RUNNING);
    answers(200, 200, 200, 200);
    health.phase(ServerHealth.Phase.STOPPING);
    answers(503, 200, 503, 200);
  }

  @Test
  void aCheckThatIsDownOrFailsIsTold() {
    health.phase(ServerHealth.Phase.RUNNING);
    Runnable down = checks.add(() -> HealthCheckResponse.down("loop"));
    answers(503, 503, 200, 200);
    down.run();
    answers(200, 200, 200, 200);
    checks.add(
        () -> {
          throw new IllegalStateException("secret");
        });
    answers(503, 503, 200, 200);
    Response all = resource.all();
    assertThat(all.getEntity().toString())
        .contains("DOWN")
        .doesNotContain("secret", "IllegalState", "Lambda");
  }

  @Test
  void aCheckWithoutAnswerOrWithoutItsClassesIsDown() {
    health.phase(ServerHealth.Phase.RUNNING);
    Runnable silent = checks.add(ServerHealthTest::nothing);
    answers(503, 503, 200, 200);
    silent.run();
    checks.add(
        () -> {
          throw new NoClassDefFoundError("x");
        });
    answers(503, 503, 200, 200);
  }

  @SuppressWarnings("NullAway") // what a plugin without checks of its own may do
  private static HealthCheckResponse nothing() {
    return null;
  }
}
