package io.xlive.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Exploded web applications of a few lines, compiled on the spot. */
final class Webapp {
  private final Path folder;

  private Webapp(Path folder) {
    this.folder = folder;
  }

  /** In {@code home/webapp}; answers 404 to everything. */
  static Webapp in(Path home) throws IOException {
    Path folder = home.resolve("webapp");
    Files.createDirectories(folder.resolve("WEB-INF/classes"));
    Files.createDirectories(folder.resolve("WEB-INF/lib"));
    return new Webapp(folder).descriptor("");
  }

  /** With a configuration check that finds what the file {@code problems} in home says. */
  Webapp withCheck() throws IOException {
    return compile(
        "io.xlive.web.ConfigCheck",
        """
        package io.xlive.web;
        import java.util.*;
        public class ConfigCheck
            implements java.util.function.Function<Map<String, String>, List<String>> {
          public List<String> apply(Map<String, String> where) {
            try {
              return java.nio.file.Files.readAllLines(
                  java.nio.file.Path.of(where.get("home"), "problems"));
            } catch (java.io.IOException none) {
              return List.of();
            }
          }
        }
        """);
  }

  /** With a listener whose body this is; {@code event} is what it is told. */
  Webapp withListener(String body) throws IOException {
    compile(
        "Told",
        """
        public class Told implements jakarta.servlet.ServletContextListener {
          public void contextInitialized(jakarta.servlet.ServletContextEvent event) {
            %s
          }
        }
        """
            .formatted(body));
    return descriptor("<listener><listener-class>Told</listener-class></listener>");
  }

  private Webapp descriptor(String content) throws IOException {
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1" metadata-complete="true">
          %s
        </web-app>
        """
            .formatted(content));
    return this;
  }

  private Webapp compile(String name, String source) throws IOException {
    Path file =
        Files.createTempDirectory(folder.getParent(), "source")
            .resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-proc:none", "-d", folder.resolve("WEB-INF/classes").toString());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(file))
          .call()) {
        throw new AssertionError("cannot compile " + name);
      }
    }
    return this;
  }
}
