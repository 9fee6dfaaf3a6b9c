package io.xlive.kernel;

import io.xlive.spi.Service;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.utilities.Binder;

/**
 * Everything that a kernel is booted from. Filled by one thread, then given to {@link Kernel#boot}.
 */
public final class KernelSetup {
  /** Other names of keys. */
  public static final Map<String, String> ALIASES = Map.of("hls.port", "http.port");

  static final Path SYSTEM_FOLDER = Path.of("/etc/xlive");

  /** A service that is made when everything before it runs. */
  record PlannedService(
      StartLevel level, String name, Function<ServiceLocator, ? extends Service> make) {}

  final Path home;
  final List<ConfigSection> sections = new ArrayList<>();
  final List<Binder> binders = new ArrayList<>();
  final List<PlannedService> services = new ArrayList<>();
  final List<Path> pluginFolders = new ArrayList<>();
  Map<String, String> environment = Map.of();
  Map<String, String> aliases = new LinkedHashMap<>(ALIASES);
  Optional<Path> configFile = Optional.empty();
  Path workingFolder;
  Path systemFolder = SYSTEM_FOLDER;
  Duration pluginPeriod = Duration.ofSeconds(1);
  InstantSource clock = InstantSource.system();
  RandomGenerator random = new SecureRandom();

  private KernelSetup(Path home) {
    this.home = home;
    this.workingFolder = home;
    this.pluginFolders.add(home.resolve("plugins"));
    section("plugins", PluginsConfig.class);
  }

  /** A setup with that home folder; {@code home/plugins} is a plugin folder. */
  public static KernelSetup at(Path home) {
    return new KernelSetup(home.toAbsolutePath().normalize());
  }

  /** The configuration file to read instead of looking for one. */
  public KernelSetup configFile(Optional<Path> file) {
    this.configFile = file;
    return this;
  }

  /** The environment; empty unless given, so that tests do not see the machine's. */
  public KernelSetup environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /**
   * Where {@code ./conf.yaml} is looked for, and against which the chosen file is resolved; the
   * home folder unless given.
   */
  public KernelSetup workingFolder(Path folder) {
    this.workingFolder = folder;
    return this;
  }

  /** Where {@code /etc/xlive/conf.yaml} is, for tests. */
  KernelSetup systemFolder(Path folder) {
    this.systemFolder = folder;
    return this;
  }

  /** How often the plugin folders are looked through, for tests. */
  KernelSetup pluginPeriod(Duration period) {
    this.pluginPeriod = period;
    return this;
  }

  /** A section of the configuration; its record is bound in the locator by its own type. */
  public KernelSetup section(String prefix, Class<? extends Record> type) {
    sections.add(new ConfigSection(prefix, type));
    return this;
  }

  /**
   * One more plugin folder, such as {@code WEB-INF/plugins}; a plugin of the same name in an
   * earlier folder wins.
   */
  public KernelSetup pluginFolder(Path folder) {
    pluginFolders.add(folder.toAbsolutePath().normalize());
    return this;
  }

  /** Bindings for the locator. */
  public KernelSetup bind(Binder binder) {
    binders.add(binder);
    return this;
  }

  /** A service that the locator makes. */
  public KernelSetup service(StartLevel level, Class<? extends Service> type) {
    return service(level, type.getSimpleName(), locator -> locator.getService(type));
  }

  /**
   * A service; within a level in the order given, the kernel's own (plugin extensions) after them.
   *
   * @param make called once, right before the first level starts
   */
  public KernelSetup service(
      StartLevel level, String name, Function<ServiceLocator, ? extends Service> make) {
    services.add(new PlannedService(level, name, make));
    return this;
  }

  /** Wall-clock time. */
  public KernelSetup clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /** Randomness. */
  public KernelSetup random(RandomGenerator generator) {
    this.random = generator;
    return this;
  }
}
