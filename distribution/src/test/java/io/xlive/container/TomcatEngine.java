package io.xlive.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat 11, as it comes: it unpacks the WAR into its own folder. */
final class TomcatEngine implements Engine {
  /** What every Tomcat has for all its web applications; they may put their own in its place. */
  private static final String SHARED_WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1">
        <servlet>
          <servlet-name>default</servlet-name>
          <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>default</servlet-name>
          <url-pattern>/</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private final Tomcat tomcat = new Tomcat();

  @Override
  public void open(Path folder) throws Exception {
    Files.createDirectory(folder.resolve("webapps"));
    Files.createDirectory(folder.resolve("conf"));
    Files.writeString(folder.resolve("conf/web.xml"), SHARED_WEB_XML);
    tomcat.setBaseDir(folder.toString());
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", HOST);
    tomcat.getHost().setParentClassLoader(new ContainerLibraries("tomcat-"));
    tomcat.start();
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public WebApp add(Path war, String contextPath) {
    Context context =
        tomcat.addWebapp(tomcat.getHost(), contextPath, war.toString(), new OwnJarsOnly());
    if (context.getState() != LifecycleState.STARTED) {
      throw new IllegalStateException("the web application is " + context.getState());
    }
    return new WebApp(context.getLoader().getClassLoader(), () -> remove(context));
  }

  private List<String> remove(Context context) {
    Logger logger = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");
    Warnings warnings = new Warnings();
    logger.addHandler(warnings);
    try {
      tomcat.getHost().removeChild(context);
    } finally {
      logger.removeHandler(warnings);
    }
    return warnings.texts;
  }

  /** Looks for annotations and fragments in the WAR alone, not on the class path of the test. */
  private static final class OwnJarsOnly extends ContextConfig {
    @Override
    public void lifecycleEvent(LifecycleEvent event) {
      if (event.getType().equals(Lifecycle.AFTER_INIT_EVENT)
          && event.getLifecycle() instanceof Context context
          && context.getJarScanner() instanceof StandardJarScanner scanner) {
        scanner.setScanClassPath(false);
        // What a Tomcat finds in its own lib folder.
        context.addServletContainerInitializer(new WsSci(), Set.of());
      }
      super.lifecycleEvent(event);
    }
  }

  /** Keeps what Tomcat says about a web application that leaves threads or the like behind. */
  private static final class Warnings extends Handler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      String text = new SimpleFormatter().formatMessage(entry);
      if (text.contains("The web application [")) {
        texts.add(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
