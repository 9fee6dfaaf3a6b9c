package io.xlive.kernel;

import io.xlive.spi.XliveException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts plugins, or the same ones with another configuration, in the place of running ones: the new
 * ones are made and started, then they take over, then the calls into the former ones may end. One
 * exchange at a time; safe for any thread.
 */
final class PluginExchange {
  private static final Logger LOG = LoggerFactory.getLogger(PluginExchange.class);

  /** How long calls into a former version may take to end. */
  static final Duration DRAIN = Duration.ofSeconds(5);

  private final PluginRoster roster;
  private final ExtensionMaker maker;
  private final Lifecycle lifecycle;
  private volatile ConfigTree config;

  /**
   * @param config what is in force
   */
  PluginExchange(
      PluginRoster roster, ExtensionMaker maker, Lifecycle lifecycle, ConfigTree config) {
    this.roster = roster;
    this.maker = maker;
    this.lifecycle = lifecycle;
    this.config = config;
  }

  /** The configuration in force. */
  ConfigTree config() {
    return config;
  }

  /** Loads a plugin from jars that are new or changed, and puts it in force where that goes. */
  synchronized void load(PluginSource source) {
    Optional<LivePlugin> former = roster.running(source.name());
    if (former.isPresent() && !former.get().replaceable()) {
      restartNeeded(former.get());
      return;
    }
    try {
      LoadedPlugin loaded = roster.loadOne(source);
      if (former.isPresent()
          && !loaded.offers().stream().allMatch(offer -> offer.kind().replaceable())) {
        loaded.close();
        restartNeeded(former.get());
        return;
      }
      takeIn(loaded, former);
    } catch (PluginRefusal e) {
      roster.refuse(source, e);
    }
  }

  private void restartNeeded(LivePlugin former) {
    String remark = "another version lies in the folder; replacing it takes a restart";
    LOG.info("plugin {}: {}", former.name(), remark);
    roster.status(former, remark);
  }

  private void takeIn(LoadedPlugin loaded, Optional<LivePlugin> former) throws PluginRefusal {
    Making making = new Making();
    boolean done = false;
    try {
      List<ConfigSection> sections = PluginRoster.sections(loaded);
      ConfigTree bound = ConfigBinder.bindSome(config.source(), sections);
      making.make(loaded, bound);
      making.accept();
      config = config.with(bound, sections);
      done = true;
    } catch (ConfigException | StartFailure e) {
      throw new PluginRefusal(
          "cannot start: " + String.valueOf(e.getMessage()).replace('\n', ';'), e);
    } finally {
      if (!done) {
        making.giveUp();
        loaded.close();
      }
    }
    if (former.isPresent()) {
      removeWhatIsGone(former.get(), loaded);
      retire(former.get());
      former.get().loaded().close();
      LOG.info("plugin {} was replaced", loaded.name());
    }
  }

  /**
   * Makes every plugin anew that can be replaced and whose configuration is another now; all of
   * them or none. Other changes are left alone.
   *
   * @param read gives the configuration of now
   * @throws ConfigException with everything that is wrong with it; nothing has changed then
   */
  synchronized Reloaded reload(Supplier<ConfigTree> read) {
    ConfigTree now = read.get();
    List<LivePlugin> live = roster.running().stream().filter(LivePlugin::replaceable).toList();
    List<LivePlugin> former = live.stream().filter(plugin -> changed(plugin, now)).toList();
    exchange(former, now);
    List<ConfigSection> changed =
        former.stream()
            .flatMap(plugin -> PluginRoster.sections(plugin.loaded()).stream())
            .filter(section -> changed(section, now))
            .toList();
    List<String> keys = keys(changed, now);
    config = config.with(now, changed);
    for (LivePlugin plugin : former) {
      retire(plugin);
      LOG.info("plugin {} has another configuration", plugin.name());
    }
    return new Reloaded(
        keys,
        live.stream()
            .flatMap(plugin -> PluginRoster.sections(plugin.loaded()).stream())
            .map(ConfigSection::prefix)
            .toList());
  }

  private boolean changed(LivePlugin plugin, ConfigTree now) {
    return PluginRoster.sections(plugin.loaded()).stream()
        .anyMatch(section -> changed(section, now));
  }

  private boolean changed(ConfigSection section, ConfigTree now) {
    return !config.record(section.prefix()).equals(now.record(section.prefix()));
  }

  private void exchange(List<LivePlugin> former, ConfigTree now) {
    List<ConfigProblem> problems = new ArrayList<>();
    Making making = new Making();
    boolean done = false;
    try {
      for (LivePlugin plugin : former) {
        try {
          making.make(plugin.loaded(), now);
        } catch (PluginRefusal e) {
          String reason =
              e.getCause() instanceof XliveException told
                  ? String.valueOf(told.getMessage())
                  : e.reason();
          problems.add(problem(plugin, now, reason));
        } catch (StartFailure e) {
          problems.add(problem(plugin, now, String.valueOf(e.getMessage())));
        }
      }
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      making.accept();
      done = true;
    } finally {
      if (!done) {
        making.giveUp();
      }
    }
  }

  /** The plugin knows no lines: the key that it names does, else the first that is set. */
  private static ConfigProblem problem(LivePlugin plugin, ConfigTree now, String reason) {
    List<EffectiveKey> keys =
        now.effective().stream()
            .filter(
                key ->
                    PluginRoster.sections(plugin.loaded()).stream()
                        .anyMatch(section -> key.key().startsWith(section.prefix() + ".")))
            .toList();
    Optional<EffectiveKey> meant =
        keys.stream()
            .filter(key -> reason.contains(key.key()))
            .min(Comparator.comparingInt(key -> reason.indexOf(key.key())))
            .or(
                () ->
                    keys.stream()
                        .filter(key -> !key.source().equals(ConfigPlace.DEFAULT.text()))
                        .findFirst());
    String place = meant.map(EffectiveKey::source).orElse("plugin " + plugin.name());
    String key = meant.map(EffectiveKey::key).orElse("");
    String clause = reason.startsWith(key + ": ") ? reason.substring(key.length() + 2) : reason;
    return new ConfigProblem(place, key, clause, Optional.empty());
  }

  /** The changed keys; the section's name where only what a key points to is another. */
  private List<String> keys(List<ConfigSection> changed, ConfigTree now) {
    List<String> all = config.source().changedKeys(now.source());
    TreeSet<String> keys = new TreeSet<>();
    for (ConfigSection section : changed) {
      List<String> own =
          all.stream().filter(key -> key.startsWith(section.prefix() + ".")).toList();
      keys.addAll(own.isEmpty() ? List.of(section.prefix()) : own);
    }
    return List.copyOf(keys);
  }

  private void removeWhatIsGone(LivePlugin old, LoadedPlugin successor) {
    List<String> kept = successor.offers().stream().map(OfferedExtension::toString).toList();
    old.loaded().offers().stream()
        .filter(offer -> !kept.contains(offer.toString()))
        .forEach(roster.registration()::remove);
  }

  /** Lets the calls into what was replaced end, then stops it. */
  private void retire(LivePlugin old) {
    long until = System.nanoTime() + DRAIN.toNanos();
    while (!old.guard().idle() && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    old.steps().reversed().forEach(step -> lifecycle.stopOne(step.service()));
    old.release();
  }

  /** What was made and started, and is in force for nobody yet. */
  private final class Making {
    private final List<LivePlugin> made = new ArrayList<>();
    private final List<Lifecycle.Step> started = new ArrayList<>();

    void make(LoadedPlugin loaded, ConfigTree tree) throws PluginRefusal {
      LivePlugin plugin = maker.make(loaded, tree, reason -> roster.disabled(loaded, reason));
      made.add(plugin);
      for (Lifecycle.Step step : plugin.steps()) {
        lifecycle.startOne(step);
        started.add(step);
      }
    }

    void accept() {
      made.forEach(roster::accept);
    }

    void giveUp() {
      started.reversed().forEach(step -> lifecycle.stopOne(step.service()));
      made.forEach(LivePlugin::release);
    }
  }
}
