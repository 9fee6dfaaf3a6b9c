package io.xlive.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a server at its start: loads what the folders hold, refuses what does not fit in
 * one line each, makes the extensions once the configuration is bound. For one thread at a time.
 */
final class PluginRoster {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRoster.class);

  private final Plugins plugins;
  private final PluginsConfig config;
  private final List<ConfigSection> ownSections;
  private final PluginLoader loader;
  private final Registration registration;
  private final Map<String, LoadedPlugin> loaded = new LinkedHashMap<>();
  private final Map<String, LivePlugin> live = new TreeMap<>();
  private final Map<String, String> refusals = new LinkedHashMap<>();

  /**
   * @param ownSections those of the server, whose names plugins may not take
   */
  PluginRoster(Plugins plugins, PluginsConfig config, List<ConfigSection> ownSections) {
    this.plugins = plugins;
    this.config = config;
    this.ownSections = List.copyOf(ownSections);
    this.loader = new PluginLoader(config.sha256());
    this.registration = new Registration(plugins);
  }

  /** Loads all that are not disabled by the configuration. */
  void load(PluginScan.Found found) {
    found.remarks().forEach((path, reason) -> LOG.warn("{}: {}", path, reason));
    for (PluginSource source : found.sources()) {
      if (config.disabled().contains(source.name())) {
        LOG.info("plugin {} is left out: plugins.disabled", source.name());
        continue;
      }
      try {
        loaded.put(source.name(), loadOne(source));
      } catch (PluginRefusal e) {
        refuse(source, e);
      }
    }
  }

  /** Loads one and checks that nothing it brings is there already, its own former version aside. */
  LoadedPlugin loadOne(PluginSource source) throws PluginRefusal {
    LoadedPlugin plugin = loader.load(source);
    try {
      checkNames(plugin);
      return plugin;
    } catch (PluginRefusal e) {
      plugin.close();
      throw e;
    }
  }

  private void checkNames(LoadedPlugin plugin) throws PluginRefusal {
    Map<String, String> taken = new HashMap<>();
    Map<String, String> prefixes = new HashMap<>();
    ownSections.forEach(section -> prefixes.put(section.prefix(), "the server itself"));
    for (LoadedPlugin other : loaded.values()) {
      if (!other.name().equals(plugin.name())) {
        for (OfferedExtension offer : other.offers()) {
          taken.put(offer.toString(), "plugin " + other.name());
          prefixes.put(offer.section().prefix(), "plugin " + other.name());
        }
      }
    }
    for (OfferedExtension offer : plugin.offers()) {
      String owner = taken.getOrDefault(offer.toString(), prefixes.get(offer.section().prefix()));
      if (owner != null) {
        throw new PluginRefusal("brings " + offer + ", a name that " + owner + " has already");
      }
      prefixes.put(offer.section().prefix(), "the plugin itself");
    }
  }

  /** The sections of everything that was loaded. */
  List<ConfigSection> sections() {
    List<ConfigSection> sections = new ArrayList<>();
    loaded.values().forEach(plugin -> sections.addAll(sections(plugin)));
    return sections;
  }

  static List<ConfigSection> sections(LoadedPlugin plugin) {
    return plugin.offers().stream().map(OfferedExtension::section).toList();
  }

  /**
   * Makes and registers everything.
   *
   * @throws StartFailure when a plugin that the configuration names cannot work
   */
  void make(ExtensionMaker maker, ConfigTree tree) {
    List<String> sentences = new ArrayList<>();
    List<Throwable> causes = new ArrayList<>();
    for (LoadedPlugin plugin : List.copyOf(loaded.values())) {
      try {
        accept(maker.make(plugin, tree, reason -> disabled(plugin, reason)));
      } catch (PluginRefusal e) {
        loaded.remove(plugin.name());
        refuse(plugin.source(), e);
        if (sections(plugin).stream().anyMatch(section -> tree.named(section.prefix()))) {
          sentences.add(line(plugin.source(), e));
          causes.add(e);
        }
        plugin.close();
      }
    }
    for (String required : config.required()) {
      if (!live.containsKey(required)) {
        String reason = refusals.getOrDefault(required, "there is no such plugin");
        sentences.add("plugins.required names " + required + ": " + reason);
      }
    }
    if (!sentences.isEmpty()) {
      throw new StartFailure(sentences, causes);
    }
  }

  /** Takes a plugin in whose extensions are made. */
  void accept(LivePlugin plugin) {
    loaded.put(plugin.name(), plugin.loaded());
    live.put(plugin.name(), plugin);
    registration.put(plugin);
    status(plugin, "");
    LOG.info(
        "plugin {}{}: {}",
        plugin.name(),
        version(plugin.loaded()),
        String.join(", ", plugin.words()));
  }

  /** Says how a plugin that works does. */
  void status(LivePlugin plugin, String remark) {
    plugins.status(
        new PluginStatus(
            plugin.name(),
            plugin.loaded().version(),
            PluginStatus.State.RUNNING,
            remark,
            plugin.words()));
  }

  void disabled(LoadedPlugin plugin, String reason) {
    LOG.error("plugin {} is disabled: it {}", plugin.name(), reason);
    List<String> words = plugin.offers().stream().map(OfferedExtension::toString).toList();
    plugins.status(
        new PluginStatus(
            plugin.name(), plugin.version(), PluginStatus.State.DISABLED, reason, words));
  }

  /** Writes the one line, and remembers the reason. */
  void refuse(PluginSource source, PluginRefusal refusal) {
    String reason = line(source, refusal);
    LOG.error("{}", reason);
    LOG.debug("{}", reason, refusal);
    if (!live.containsKey(source.name())) {
      refusals.put(source.name(), reason);
      plugins.status(
          new PluginStatus(
              source.name(), "", PluginStatus.State.REFUSED, refusal.reason(), List.of()));
    }
  }

  /** One line for each plugin that was refused, by its name. */
  Map<String, String> refusals() {
    return refusals;
  }

  Optional<LivePlugin> running(String name) {
    return Optional.ofNullable(live.get(name));
  }

  List<LivePlugin> running() {
    return List.copyOf(live.values());
  }

  Registration registration() {
    return registration;
  }

  /** Lets every plugin go; their services were stopped before. */
  void close() {
    live.values().forEach(LivePlugin::close);
    loaded.values().stream()
        .filter(plugin -> !live.containsKey(plugin.name()))
        .forEach(LoadedPlugin::close);
    live.clear();
    loaded.clear();
  }

  private static String line(PluginSource source, PluginRefusal refusal) {
    return "plugins/" + source.origin().getFileName() + " " + refusal.reason();
  }

  private static String version(LoadedPlugin plugin) {
    return plugin.version().isEmpty() ? "" : " " + plugin.version();
  }
}
