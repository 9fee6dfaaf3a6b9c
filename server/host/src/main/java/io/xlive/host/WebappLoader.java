package io.xlive.host;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads classes of the exploded web application without a container; parent is the platform loader,
 * so nothing of the host leaks in.
 */
final class WebappLoader extends URLClassLoader {
  private WebappLoader(URL[] urls) {
    super("webapp", urls, ClassLoader.getPlatformClassLoader());
  }

  static WebappLoader of(Path webapp) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(webapp.resolve("WEB-INF/classes/").toUri().toURL());
    try (Stream<Path> jars = Files.list(webapp.resolve("WEB-INF/lib"))) {
      for (Path jar : jars.sorted().toList()) {
        urls.add(jar.toUri().toURL());
      }
    } catch (IOException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "no web application in " + webapp, e);
    }
    return new WebappLoader(urls.toArray(URL[]::new));
  }
}
