package io.xlive.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenStoreTest {
  @TempDir private Path folder;

  @Test
  void makesATokenThatOnlyItsOwnerCanReadAndKeepsIt() throws Exception {
    Path file = folder.resolve("data/admin-token");

    AdminTokenStore first = AdminTokenStore.at(file, new Random(1));
    String token = Files.readString(file).strip();

    assertThat(token).matches("[0-9a-f]{64}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwxr-x---");
    assertThat(first.validate(new TokenCredential(token)).getCallerGroups())
        .containsExactly("admin");
    assertThat(
            AdminTokenStore.at(file, new Random(2))
                .validate(new TokenCredential(token))
                .getStatus())
        .isEqualTo(Status.VALID);
  }

  @Test
  void leavesOtherCredentialsToOthers() {
    AdminTokenStore store = AdminTokenStore.at(folder.resolve("admin-token"), new Random(1));

    assertThat(store.validate(new TokenCredential("no")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
    assertThat(store.validate(new StreamKeyCredential("no")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
  }

  @Test
  void refusesATokenThatCouldBeGuessed() throws Exception {
    Path file = folder.resolve("admin-token");
    Files.writeString(file, "x".repeat(31));
    assertThatThrownBy(() -> AdminTokenStore.at(file, new Random(1)))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("less than 32");

    Files.writeString(file, "x".repeat(32));
    assertThat(
            AdminTokenStore.at(file, new Random(1))
                .validate(new TokenCredential("x".repeat(32)))
                .getStatus())
        .isEqualTo(Status.VALID);
  }
}
