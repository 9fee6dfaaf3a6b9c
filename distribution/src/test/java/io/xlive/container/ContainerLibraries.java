package io.xlive.container;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What a container's own installation offers to a web application: the JDK, the Servlet and
 * WebSocket API, the container. Nothing else of the test's class path, so that a jar which the WAR
 * lacks is missed here as well.
 */
final class ContainerLibraries extends ClassLoader {
  private static final List<String> PACKAGES =
      List.of(
          "jakarta.servlet.",
          "jakarta.websocket.",
          "org.eclipse.jetty.",
          "org.apache.catalina.",
          "org.apache.tomcat.");

  private static final String SERVICES = "META-INF/services/";

  private final String jars;

  /** {@code jars} begins the names of the container's own jars, whose services it offers. */
  ContainerLibraries(String jars) {
    super(ContainerLibraries.class.getClassLoader());
    this.jars = jars;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return source(name).loadClass(name);
  }

  @Override
  public URL getResource(String name) {
    return source(name.replace('/', '.')).getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (name.startsWith(SERVICES + "jakarta.websocket.")) {
      return Collections.enumeration(
          Collections.list(getParent().getResources(name)).stream()
              .filter(file -> file.getPath().contains("/" + jars))
              .toList());
    }
    return source(name.replace('/', '.')).getResources(name);
  }

  private ClassLoader source(String name) {
    return PACKAGES.stream().anyMatch(name::startsWith) ? getParent() : getPlatformClassLoader();
  }
}
