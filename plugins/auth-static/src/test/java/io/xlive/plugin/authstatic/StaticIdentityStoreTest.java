package io.xlive.plugin.authstatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.plugin.authstatic.StaticAuthConfig.User;
import io.xlive.spi.Plugin;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class StaticIdentityStoreTest {
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String HASHED =
      "{pbkdf2}2000:"
          + Base64.getEncoder().encodeToString(SALT)
          + ":"
          + Base64.getEncoder()
              .encodeToString(Secret.Pbkdf2.derive("correct horse", SALT, 2000, 32));

  private final StaticIdentityStore store =
      new StaticIdentityStore(
          List.of(
              user(
                  "ann",
                  Optional.of("battery staple"),
                  List.of("ann-key-1", "ann-key-2"),
                  Optional.empty()),
              user("bob", Optional.of(HASHED), List.of(), Optional.of("bobs-token"))));

  @Test
  void takesAnyStreamKeyOfAUserWithItsGrants() {
    CredentialValidationResult result = store.validate(new StreamKeyCredential("ann-key-2"));
    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("ann");
    assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("publish:live/*", "play");
    for (String wrong :
        new String[] {"", "ann-key", "ann-key-22", "bobs-token", "x".repeat(100_000)}) {
      assertThat(store.validate(new StreamKeyCredential(wrong)).getStatus())
          .isEqualTo(Status.INVALID);
    }
  }

  @Test
  void takesATokenOnlyAsAToken() {
    assertThat(store.validate(new TokenCredential("bobs-token")).getStatus())
        .isEqualTo(Status.VALID);
    assertThat(store.validate(new TokenCredential("ann-key-1")).getStatus())
        .isEqualTo(Status.INVALID);
  }

  @Test
  void takesPasswordsPlainAndHashed() {
    assertThat(login("ann", "battery staple")).isEqualTo(Status.VALID);
    assertThat(login("ann", "battery staple ")).isEqualTo(Status.INVALID);
    assertThat(login("ann", "")).isEqualTo(Status.INVALID);
    assertThat(login("bob", "correct horse")).isEqualTo(Status.VALID);
    assertThat(login("bob", "wrong horse")).isEqualTo(Status.INVALID);
    assertThat(login("bob", HASHED)).isEqualTo(Status.INVALID);
    assertThat(login("carol", "battery staple"))
        .as("another store may know her")
        .isEqualTo(Status.NOT_VALIDATED);
  }

  @Test
  void agreesWithATestVectorOfPbkdf2() {
    // RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "passwd", "salt", one round.
    assertThat(
            java.util.HexFormat.of()
                .formatHex(
                    Secret.Pbkdf2.derive(
                        "passwd", "salt".getBytes(StandardCharsets.US_ASCII), 1, 64)))
        .startsWith("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
  }

  @Test
  void leavesToOthersWhatItDoesNotKnow() {
    assertThat(store.validate(new CallerOnlyCredential("ann")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
    StaticIdentityStore nobody = new StaticIdentityStore(List.of());
    assertThat(nobody.validate(new StreamKeyCredential("any-key-1")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
    assertThat(nobody.validate(new TokenCredential("any")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
  }

  @Test
  void namesEveryUserThatMakesNoSense() {
    assertThatThrownBy(
            () ->
                new StaticIdentityStore(
                    List.of(
                        new User(
                            "", Optional.of("x"), List.of(), Optional.empty(), List.of("play")),
                        new User(
                            "dan", Optional.empty(), List.of(), Optional.empty(), List.of("fly")),
                        new User(
                            "eve",
                            Optional.of("{pbkdf2}1:a:b"),
                            List.of("short"),
                            Optional.empty(),
                            List.of()))))
        .hasMessageContaining("auth.static.users")
        .hasMessageContaining("'fly' is no grant")
        .hasMessageContaining("dan has neither")
        .hasMessageContaining("eve has no grants")
        .hasMessageContaining("eve: a stream key or token is shorter")
        .hasMessageContaining("eve: a {pbkdf2} password")
        .hasMessageNotContaining("{pbkdf2}1:a:b");
  }

  @Test
  void oneKeyBelongsToOneUser() {
    assertThatThrownBy(
            () ->
                new StaticIdentityStore(
                    List.of(
                        user("a", Optional.empty(), List.of("same-key-1"), Optional.empty()),
                        user("b", Optional.empty(), List.of("same-key-1"), Optional.empty()))))
        .hasMessageContaining("stands twice")
        .hasMessageNotContaining("same-key-1");
  }

  @Test
  void isFoundAsAPlugin() {
    assertThat(ServiceLoader.load(Plugin.class).stream())
        .anySatisfy(
            found ->
                assertThat(found.get().authProviders())
                    .singleElement()
                    .returns("static", factory -> factory.name()));
  }

  private Status login(String name, String password) {
    return store.validate(new UsernamePasswordCredential(name, password)).getStatus();
  }

  private static User user(
      String name, Optional<String> password, List<String> keys, Optional<String> token) {
    return new User(name, password, keys, token, List.of("publish:live/*", "play"));
  }
}
