package io.xlive.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Names the plugins that are disabled. It stays {@code UP}: a probe that ended the process would
 * end the streams that do not need them.
 */
record PluginsHealth(Plugins plugins) implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    Map<String, Object> disabled = new TreeMap<>();
    for (PluginStatus status : plugins.statuses()) {
      if (status.state() == PluginStatus.State.DISABLED) {
        disabled.put("disabled." + status.name(), "it " + status.reason());
      }
    }
    return new HealthCheckResponse(
        "plugins",
        HealthCheckResponse.Status.UP,
        disabled.isEmpty() ? Optional.empty() : Optional.of(disabled));
  }
}
