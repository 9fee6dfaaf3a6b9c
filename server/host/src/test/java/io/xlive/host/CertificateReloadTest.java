package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.testkit.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateReloadTest {
  @TempDir private Path folder;
  private static Pem old;
  private static Pem renewed;
  private Pem used;
  private Door door;
  private CertificateReload reload;

  @BeforeAll
  static void make(@TempDir Path certificates) {
    old = Pem.make(certificates, "old", "-keyalg", "EC");
    renewed = Pem.make(certificates, "renewed", "-keyalg", "EC");
  }

  @BeforeEach
  void start() throws Exception {
    used = new Pem(folder.resolve("used.crt"), folder.resolve("used.key"));
    put(old.certificate(), used.certificate(), 1_000);
    put(old.key(), used.key(), 1_000);
    door = Door.secure(used);
    reload = door.server.getBean(CertificateReload.class);
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
  }

  private static void put(Path from, Path to, long seconds) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.fromMillis(seconds * 1000));
  }

  private boolean shows(Pem pem) throws Exception {
    try (HttpClient client = Door.client(HttpClient.Version.HTTP_1_1, pem)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + door.securePort() + "/"))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (SSLHandshakeException another) {
      return false;
    }
  }

  @Test
  void aNewCertificateIsTakenWhileTheServerRuns() throws Exception {
    assertThat(shows(old)).isTrue();
    assertThat(shows(renewed)).isFalse();
    reload.look();
    assertThat(shows(old)).isTrue();
    put(renewed.certificate(), used.certificate(), 2_000);
    put(renewed.key(), used.key(), 2_000);
    reload.look();
    assertThat(shows(renewed)).isTrue();
    assertThat(shows(old)).isFalse();
  }

  @Test
  void aRenewalInStepsIsTakenWhenItIsWhole() throws Exception {
    put(renewed.certificate(), used.certificate(), 2_000);
    reload.look();
    assertThat(shows(old)).as("the key is still the old one").isTrue();
    // A tool that keeps times: the key is older than the certificate that came before it.
    put(renewed.key(), used.key(), 1_500);
    reload.look();
    assertThat(shows(renewed)).isTrue();
  }

  @Test
  void anUnreadableOrMissingFileLeavesTheOldOneInForce() throws Exception {
    Files.writeString(used.certificate(), "no certificate");
    reload.look();
    assertThat(shows(old)).isTrue();
    Files.delete(used.certificate());
    reload.look();
    assertThat(shows(old)).isTrue();
    put(renewed.certificate(), used.certificate(), 3_000);
    put(renewed.key(), used.key(), 3_000);
    reload.look();
    assertThat(shows(renewed)).isTrue();
  }
}
