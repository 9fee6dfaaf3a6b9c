package io.xlive.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * A servlet container in the test's process, for Arquillian. A WAR's file name gives the context
 * path, as in standalone containers. Undeploying fails when the web application leaves something
 * behind. One thread.
 */
public final class EmbeddedContainer implements DeployableContainer<EngineChoice> {
  private final Map<String, Engine.WebApp> deployed = new HashMap<>();
  private Optional<Engine> chosen = Optional.empty();
  private Path folder = Path.of("");

  @Override
  public void setup(EngineChoice choice) {
    chosen = Optional.of(choice.make());
  }

  @Override
  public Class<EngineChoice> getConfigurationClass() {
    return EngineChoice.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 6.0");
  }

  @Override
  public void start() throws LifecycleException {
    try {
      folder = Files.createTempDirectory("xlive-container-");
      engine().open(folder);
    } catch (Exception e) {
      throw new LifecycleException("the container does not start", e);
    }
  }

  @Override
  public void stop() throws LifecycleException {
    try {
      engine().close();
      delete(folder);
    } catch (Exception e) {
      throw new LifecycleException("the container does not stop", e);
    }
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    String context = "/" + archive.getName().replaceFirst("\\.war$", "");
    Path war = folder.resolve(archive.getName());
    try {
      archive.as(ZipExporter.class).exportTo(war.toFile(), true);
      deployed.put(archive.getName(), engine().add(war, context));
    } catch (Exception e) {
      throw new DeploymentException(archive.getName() + " does not start", e);
    }
    HTTPContext http = new HTTPContext(Engine.HOST, engine().port());
    http.add(new Servlet("playback", context));
    return new ProtocolMetaData().addContext(http);
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    Engine.WebApp removed = deployed.remove(archive.getName());
    if (removed == null) {
      return;
    }
    Remains remains = new Remains(removed.loader());
    try {
      List<String> complaints = removed.removal().remove();
      removed = null;
      remains.mustVanish(complaints);
    } catch (Exception e) {
      throw new DeploymentException(archive.getName() + " does not leave", e);
    }
  }

  private Engine engine() {
    return chosen.orElseThrow();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
