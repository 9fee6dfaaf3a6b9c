package io.xlive.host;

import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.LogConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again at SIGHUP: the section {@code log} comes into force, and what the
 * web application can take over; other keys that changed are named. A wrong file changes nothing.
 * Certificates and plugins are looked after by themselves. Safe for any thread.
 */
final class ConfigReload {
  private static final Logger LOG = LoggerFactory.getLogger("xlive");

  private final Installation installation;
  private final ConfigPreview start;
  private final Supplier<Map<String, List<String>>> webapp;

  /**
   * @param start what is in force
   * @param webapp reads the web application's part again, as {@link JettyHost#RELOAD} says
   */
  ConfigReload(
      Installation installation, ConfigPreview start, Supplier<Map<String, List<String>>> webapp) {
    this.installation = installation;
    this.start = start;
    this.webapp = webapp;
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
        refuse(problems);
        return;
      }
      ConfigPreview now = read(installation);
      LogConfig log = now.section("log", LogConfig.class);
      Map<String, List<String>> taken = webapp.get();
      if (taken.containsKey("problems")) {
        refuse(taken.getOrDefault("problems", List.of()));
        return;
      }
      Logging.configure(log);
      List<String> live = new ArrayList<>(taken.getOrDefault("sections", List.of()));
      live.add("log");
      List<String> restart =
          start.changedKeys(now).stream()
              .filter(key -> live.stream().noneMatch(section -> key.startsWith(section + ".")))
              .toList();
      List<String> keys = new ArrayList<>(List.of("log.level", "log.format"));
      keys.addAll(taken.getOrDefault("keys", List.of()));
      LOG.info(
          "reload: {} are in force{}",
          String.join(", ", keys),
          restart.isEmpty()
              ? ""
              : "; these changed and take a restart: " + String.join(", ", restart));
    } catch (Exception e) {
      // Reading may fail in ways of its own, the check's class loader too; what runs, runs on.
      LOG.error("reload: the old configuration stays: {}", e.toString());
      LOG.debug("reload", e);
    }
  }

  private static void refuse(List<String> problems) {
    LOG.error("reload: the old configuration stays: {}", String.join("; ", problems));
  }
}
