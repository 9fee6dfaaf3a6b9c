package io.xlive.kernel;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes and resources of one plugin. Its own come first, then the JDK's; from the server only
 * what the plugin API is made of. Nothing of one plugin is seen by another, and {@code
 * META-INF/services} of the server by none.
 */
final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final List<String> SHARED =
      List.of(
          "io.xlive.spi.",
          "org.slf4j.",
          "jakarta.security.enterprise.",
          "org.eclipse.microprofile.health.");

  private final ClassLoader spi;

  /**
   * @param spi the loader of the plugin API
   */
  PluginClassLoader(String name, List<URL> jars, ClassLoader spi) {
    super("plugin " + name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.spi = spi;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (shared(name)) {
      return spi.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = own(name);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  private Class<?> own(String name) throws ClassNotFoundException {
    if (!name.startsWith("java.")) {
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        // not bundled: perhaps the JDK has it
      }
    }
    return getParent().loadClass(name);
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (sharedResource(name)) {
      return spi.getResource(name);
    }
    URL own = findResource(name);
    return own == null ? getParent().getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (sharedResource(name)) {
      return spi.getResources(name);
    }
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  private static boolean shared(String className) {
    return SHARED.stream().anyMatch(className::startsWith);
  }

  private static boolean sharedResource(String name) {
    return shared(name.replace('/', '.'));
  }
}
