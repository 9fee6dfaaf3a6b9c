package io.xlive.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param version as in {@code 1.0.0}
 */
public record ServerBuild(String version) {
  /** What the build wrote beside this class. */
  public static ServerBuild current() {
    Properties properties = new Properties();
    try (InputStream in = ServerBuild.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the web application cannot be read", e);
    }
    return new ServerBuild(properties.getProperty("version", "unknown"));
  }
}
