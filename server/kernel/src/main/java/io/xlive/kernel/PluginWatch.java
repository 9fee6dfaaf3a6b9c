package io.xlive.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a virtual thread. Looks through the plugin folders again and again, takes new plugins in and
 * replaces changed ones where that is possible. It looks instead of being told, because folders on
 * network and container file systems tell nothing; a jar counts once it was the same at two looks,
 * so that one that is still being copied waits.
 */
final class PluginWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final PluginScan scan;
  private final PluginRoster roster;
  private final ExtensionMaker maker;
  private final ConfigTree config;
  private final Lifecycle lifecycle;
  private final Map<String, String> settled = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();
  private volatile Optional<Thread> thread = Optional.empty();

  /**
   * @param start what the folders held when the server started
   */
  PluginWatch(
      PluginScan scan,
      PluginScan.Found start,
      PluginRoster roster,
      ExtensionMaker maker,
      ConfigTree config,
      Lifecycle lifecycle) {
    this.scan = scan;
    this.roster = roster;
    this.maker = maker;
    this.config = config;
    this.lifecycle = lifecycle;
    start.sources().forEach(source -> settled.put(source.name(), source.fingerprint()));
  }

  /** Looks every so often until {@link #stop}. */
  void start(Duration period) {
    thread =
        Optional.of(
            Thread.ofVirtual()
                .name("plugin watch")
                .start(
                    () -> {
                      while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(period.toNanos());
                        lookSafely();
                      }
                    }));
  }

  /** Ends the looking; returns once nothing is under way. */
  void stop() {
    if (thread.isPresent()) {
      thread.get().interrupt();
      try {
        thread.get().join(DRAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("plugin folders: {}", e.toString());
      LOG.debug("plugin folders", e);
    }
  }

  /** Looks once. */
  synchronized void look() {
    for (PluginSource source : scan.scan().sources()) {
      String before = seen.put(source.name(), source.fingerprint());
      boolean still = source.fingerprint().equals(before);
      if (still
          && !Thread.currentThread().isInterrupted()
          && !source.fingerprint().equals(settled.put(source.name(), source.fingerprint()))) {
        changed(source);
      }
    }
  }

  private void changed(PluginSource source) {
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
    List<Lifecycle.Step> started = new ArrayList<>();
    Optional<LivePlugin> made = Optional.empty();
    boolean done = false;
    try {
      ConfigTree sections = ConfigBinder.bindSome(config.source(), PluginRoster.sections(loaded));
      LivePlugin plugin = maker.make(loaded, sections, reason -> roster.disabled(loaded, reason));
      made = Optional.of(plugin);
      for (Lifecycle.Step step : plugin.steps()) {
        lifecycle.startOne(step);
        started.add(step);
      }
      roster.accept(plugin);
      done = true;
    } catch (ConfigException | StartFailure e) {
      throw new PluginRefusal(
          "cannot start: " + String.valueOf(e.getMessage()).replace('\n', ';'), e);
    } finally {
      if (!done) {
        started.reversed().forEach(step -> lifecycle.stopOne(step.service()));
        made.ifPresentOrElse(LivePlugin::close, loaded::close);
      }
    }
    former.ifPresent(old -> retire(old, loaded));
  }

  /** Lets the calls into the former version end, then closes it. */
  private void retire(LivePlugin old, LoadedPlugin successor) {
    List<String> kept = successor.offers().stream().map(OfferedExtension::toString).toList();
    old.loaded().offers().stream()
        .filter(offer -> !kept.contains(offer.toString()))
        .forEach(roster.registration()::remove);
    long until = System.nanoTime() + DRAIN.toNanos();
    while (!old.guard().idle() && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    old.steps().reversed().forEach(step -> lifecycle.stopOne(step.service()));
    old.close();
    LOG.info("plugin {} was replaced", old.name());
  }
}
