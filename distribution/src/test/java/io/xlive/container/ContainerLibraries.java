package io.xlive.container;

import java.io.IOException;
import java.net.URL;
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

  ContainerLibraries() {
    super(ContainerLibraries.class.getClassLoader());
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
    return source(name.replace('/', '.')).getResources(name);
  }

  private ClassLoader source(String name) {
    return PACKAGES.stream().anyMatch(name::startsWith) ? getParent() : getPlatformClassLoader();
  }
}
