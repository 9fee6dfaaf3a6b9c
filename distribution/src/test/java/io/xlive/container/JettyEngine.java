package io.xlive.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee.webapp.WebAppClassLoader;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Jetty 12.1 with its EE 11 environment, as it comes. */
final class JettyEngine implements Engine {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private Path folder = Path.of("");

  @Override
  public void open(Path folder) throws Exception {
    this.folder = folder;
    connector.setHost(HOST);
    server.addConnector(connector);
    server.setHandler(contexts);
    server.start();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public WebApp add(Path war, String contextPath) throws Exception {
    WebAppContext context = new WebAppContext(war.toString(), contextPath);
    context.setTempDirectory(Files.createTempDirectory(folder, "jetty-").toFile());
    context.setThrowUnavailableOnStartupException(true);
    ClassLoader loader = new WebAppClassLoader(new ContainerLibraries("jetty-"), context);
    context.setClassLoader(loader);
    // What Jetty's module ee11-websocket-jakarta does.
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    contexts.addHandler(context);
    context.start();
    return new WebApp(
        loader,
        () -> {
          context.stop();
          contexts.removeHandler(context);
          context.destroy();
          return List.of();
        });
  }
}
