package io.xlive.container;

import java.nio.file.Path;
import java.util.List;

/** A servlet container as it comes, with nothing set but its address. */
sealed interface Engine permits JettyEngine, TomcatEngine {
  /** Where it listens. */
  String HOST = "127.0.0.1";

  /**
   * A web application that runs.
   *
   * @param loader of its classes
   * @param removal ends it
   */
  record WebApp(ClassLoader loader, Removal removal) {}

  /** Stops a web application; returns what the container complains about. */
  interface Removal {
    List<String> remove() throws Exception;
  }

  /** Starts on a free port; {@code folder} is for the container's files. */
  void open(Path folder) throws Exception;

  void close() throws Exception;

  int port();

  /** Deploys a file at a context path. */
  WebApp add(Path war, String contextPath) throws Exception;
}
