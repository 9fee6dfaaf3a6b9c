package io.xlive.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;

/**
 * What a web application may leave in its container's process: threads, and what the container
 * complains about.
 */
final class Remains {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Tomcat's own threads, which borrow the loader of the application that they look after. */
  private static final String OF_TOMCAT = "Catalina-utility-";

  private final WeakReference<ClassLoader> loader;

  Remains(ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
  }

  /** Fails when after a while there are threads of the stopped web application. */
  void mustVanish(List<String> complaints) {
    assertThat(complaints)
        .as("what the container complains about")
        .filteredOn(said -> !said.contains(OF_TOMCAT))
        .isEmpty();
    await("threads of the web application")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                !thread.getName().startsWith(OF_TOMCAT)
                    && (belongs(thread.getContextClassLoader())
                        || belongs(thread.getClass().getClassLoader())))
        .map(Thread::toString)
        .toList();
  }

  /** Whether a loader is the web application's or one below it, such as a plugin's. */
  private boolean belongs(ClassLoader candidate) {
    ClassLoader webapp = loader.get();
    for (ClassLoader at = candidate; at != null && webapp != null; at = at.getParent()) {
      if (at == webapp) {
        return true;
      }
    }
    return false;
  }
}
