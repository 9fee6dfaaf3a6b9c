package io.xlive.kernel;

import io.xlive.spi.ExtensionFactory;
import io.xlive.spi.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns jars into a {@link LoadedPlugin}: copies them, checks them, loads their plugin classes and
 * asks what they offer.
 */
final class PluginLoader {
  private static final long MOST_BYTES = 512L << 20;

  private final Map<String, String> pins = new TreeMap<>();

  /**
   * @param pins entries {@code FILE.jar=HEX}; when there are any, other jars are refused
   */
  PluginLoader(List<String> pins) {
    for (String pin : pins) {
      int at = pin.indexOf('=');
      this.pins.put(pin.substring(0, at), pin.substring(at + 1).toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Loads one plugin.
   *
   * @throws PluginRefusal with the reason; nothing of it is left behind
   */
  LoadedPlugin load(PluginSource source) throws PluginRefusal {
    Optional<Path> copies = Optional.empty();
    Optional<PluginClassLoader> loader = Optional.empty();
    boolean done = false;
    try {
      copies = Optional.of(Files.createTempDirectory("xlive-plugin-"));
      List<URL> urls = new ArrayList<>();
      String version = "";
      boolean plugin = false;
      for (Path jar : source.jars()) {
        Path copy = copies.get().resolve(jar.getFileName().toString());
        copy(jar, copy);
        JarCheck.Labels labels = check(source, jar, copy);
        plugin |= labels.plugin();
        version = labels.plugin() || version.isEmpty() ? labels.version() : version;
        urls.add(copy.toUri().toURL());
      }
      if (!plugin) {
        throw new PluginRefusal("has no " + JarCheck.SERVICE + " that names its plugin class");
      }
      loader =
          Optional.of(new PluginClassLoader(source.name(), urls, Plugin.class.getClassLoader()));
      List<OfferedExtension> offers = offers(loader.get());
      done = true;
      return new LoadedPlugin(source, version, loader.get(), copies.get(), offers);
    } catch (IOException e) {
      throw new PluginRefusal("cannot be read: " + e.getClass().getSimpleName(), e);
    } finally {
      if (!done) {
        loader.ifPresent(PluginLoader::close);
        copies.ifPresent(LoadedPlugin::delete);
      }
    }
  }

  private static void close(PluginClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      // only our own copies
    }
  }

  private static JarCheck.Labels check(PluginSource source, Path jar, Path copy)
      throws PluginRefusal {
    try {
      return JarCheck.check(copy);
    } catch (PluginRefusal e) {
      if (source.jars().size() == 1) {
        throw e;
      }
      throw new PluginRefusal(jar.getFileName() + " " + e.reason(), e);
    }
  }

  private void copy(Path jar, Path copy) throws IOException, PluginRefusal {
    if (Files.size(jar) > MOST_BYTES) {
      throw new PluginRefusal(jar.getFileName() + " is larger than 512 MiB");
    }
    if (pins.isEmpty()) {
      // Without a checksum to compare with, making one is a tenth of a second of every start.
      Files.copy(jar, copy);
      return;
    }
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest);
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    String pinned = pins.get(jar.getFileName().toString());
    if (pinned == null || !pinned.equals(HexFormat.of().formatHex(digest.digest()))) {
      throw new PluginRefusal(
          jar.getFileName()
              + (pinned == null ? " is not listed in" : " has another checksum than in")
              + " plugins.sha256");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<OfferedExtension> offers(PluginClassLoader loader) throws PluginRefusal {
    List<OfferedExtension> offers = new ArrayList<>();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
        add(offers, ExtensionKind.INGEST, plugin.ingests());
        add(offers, ExtensionKind.OUTPUT, plugin.outputs());
        add(offers, ExtensionKind.CODEC, plugin.codecs());
        add(offers, ExtensionKind.AUTH_PROVIDER, plugin.authProviders());
        add(offers, ExtensionKind.RATE_LIMIT_POLICY, plugin.rateLimitPolicies());
        add(offers, ExtensionKind.STREAM_LISTENER, plugin.streamListeners());
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException | StackOverflowError e) {
      throw new PluginRefusal(LoadFailure.describe(e), e);
    } finally {
      thread.setContextClassLoader(before);
    }
    checkOffers(offers);
    return List.copyOf(offers);
  }

  private static void add(
      List<OfferedExtension> offers,
      ExtensionKind kind,
      List<? extends ExtensionFactory<?, ?>> factories) {
    for (ExtensionFactory<?, ?> factory : factories) {
      offers.add(new OfferedExtension(kind, factory.name(), factory.configType(), factory));
    }
  }

  private static void checkOffers(List<OfferedExtension> offers) throws PluginRefusal {
    if (offers.isEmpty()) {
      throw new PluginRefusal("brings no extension");
    }
    Set<String> names = new HashSet<>();
    for (OfferedExtension offer : offers) {
      if (!offer.name().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new PluginRefusal(
            "names an extension '"
                + offer.name()
                + "'; lower-case words joined by hyphens are allowed");
      }
      if (!names.add(offer.toString())) {
        throw new PluginRefusal("brings " + offer + " twice");
      }
      try {
        SectionSchema.of(offer.configType());
      } catch (RuntimeException | LinkageError e) {
        throw new PluginRefusal(
            "the configuration of " + offer + " is wrong: " + e.getMessage(), e);
      }
    }
  }
}
