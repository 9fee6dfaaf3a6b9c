package io.xlive.host;

import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.LogConfig;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again at SIGHUP: the section {@code log} comes into force, other keys
 * that changed are named. A wrong file changes nothing. Certificates and plugins are looked after
 * by themselves. Safe for any thread.
 */
final class ConfigReload {
  private static final Logger LOG = LoggerFactory.getLogger("xlive");

  private final Installation installation;
  private final ConfigPreview start;

  /**
   * @param start what is in force
   */
  ConfigReload(Installation installation, ConfigPreview start) {
    this.installation = installation;
    this.start = start;
  }

  /** What is in the file and the environment now. */
  static ConfigPreview read(Installation installation) {
    return ConfigPreview.read(
        installation.configFile(), installation.home(), Path.of(""), System.getenv());
  }

  /** Does it; never throws for what is in the file. */
  synchronized void reload() {
    try {
      List<String> problems = CheckConfigCommand.problems(installation);
      if (!problems.isEmpty()) {
        LOG.error("reload: the old configuration stays: {}", String.join("; ", problems));
        return;
      }
      ConfigPreview now = read(installation);
      LogConfig log = now.section("log", LogConfig.class);
      Logging.configure(log);
      List<String> restart =
          start.changedKeys(now).stream().filter(key -> !key.startsWith("log.")).toList();
      LOG.info(
          "reload: log.level and log.format are in force{}",
          restart.isEmpty()
              ? ""
              : "; these changed and take a restart: " + String.join(", ", restart));
    } catch (Exception e) {
      // Reading may fail in ways of its own, the check's class loader too; what runs, runs on.
      LOG.error("reload: the old configuration stays: {}", e.toString());
      LOG.debug("reload", e);
    }
  }
}
