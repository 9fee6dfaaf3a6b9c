package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The built WAR with a home folder and a port of its own.
 *
 * @param home a folder for this deployment alone
 * @param rtmpPort where it takes publishers
 */
record WarDeployment(Path home, int rtmpPort) {
  /** The file that the build made, unchanged; {@code name} becomes the context path. */
  static WebArchive war(String name) {
    File[] built =
        Path.of("..", "webapp", "target")
            .toFile()
            .listFiles((at, file) -> file.matches("xlive-webapp-.*\\.war"));
    assertThat(built).as("the web application; build it by mvn package").hasSize(1);
    return ShrinkWrap.create(ZipImporter.class, name + ".war")
        .importFrom(built[0])
        .as(WebArchive.class);
  }

  /** Lets the next web application that starts in this process be this one. */
  WarDeployment comesNext() {
    try {
      Path conf = Files.createDirectories(home.resolve("conf"));
      Files.writeString(conf.resolve("conf.yaml"), "rtmp:\n  port: " + rtmpPort + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty("xlive.home", home.toString());
    return this;
  }

  String rtmp(String stream) {
    return "rtmp://127.0.0.1:" + rtmpPort + "/" + stream;
  }

  HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  HttpResponse<String> getAsAdmin(URI uri) {
    try {
      String token = Files.readString(home.resolve("data").resolve("admin-token")).strip();
      return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
