package io.xlive.container;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What arquillian.xml says of a container: which one it is. */
public final class EngineChoice implements ContainerConfiguration {
  private Kind engine = Kind.JETTY;

  private enum Kind {
    JETTY,
    TOMCAT
  }

  /** Arquillian calls this with the property's value. */
  public void setEngine(String name) {
    engine = Kind.valueOf(name);
  }

  @Override
  public void validate() {}

  Engine make() {
    return switch (engine) {
      case JETTY -> new JettyEngine();
      case TOMCAT -> new TomcatEngine();
    };
  }
}
