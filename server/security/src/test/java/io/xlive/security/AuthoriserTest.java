package io.xlive.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AuthoriserTest {
  private static final StreamPath CAM = new StreamPath("live", "cam1");
  private static final StreamPath OTHER = new StreamPath("event", "main-stage");

  private final IdentityStore ann =
      Stores.key("secret", "ann", "publish:live/*", "play:live/*", "some-team");

  @Test
  void shippedRulesLetThisHostPublishAndAnybodyPlay() {
    Authoriser authoriser = with(Map.of());
    assertThat(
            authoriser.permit(Permission.PUBLISH, CAM, Stores.peer("127.0.0.1"), Optional.empty()))
        .isEqualTo("anonymous");
    assertThat(authoriser.permit(Permission.PUBLISH, CAM, Stores.peer("::1"), Optional.empty()))
        .isEqualTo("anonymous");
    assertThat(
            authoriser.permit(Permission.PLAY, CAM, Stores.peer("203.0.113.5"), Optional.empty()))
        .isEqualTo("anonymous");
    refused(
        SpiError.UNAUTHENTICATED,
        () ->
            authoriser.permit(
                Permission.PUBLISH, CAM, Stores.peer("203.0.113.5"), Optional.empty()));
    for (Permission permission :
        new Permission[] {Permission.OBSERVE, Permission.MANAGE, Permission.ADMIN}) {
      refused(
          SpiError.UNAUTHENTICATED,
          () -> authoriser.permit(permission, Stores.peer("127.0.0.1"), Optional.empty()));
      refused(
          SpiError.UNAUTHENTICATED,
          () -> authoriser.permit(permission, CAM, Stores.peer("127.0.0.1"), Optional.empty()));
    }
  }

  @Test
  void aGoodCredentialGivesWhatItsGrantsSay() {
    Authoriser authoriser = with(Map.of());
    assertThat(
            authoriser.permit(
                Permission.PUBLISH, CAM, Stores.peer("203.0.113.5"), Stores.key("secret")))
        .isEqualTo("ann");
    refused(
        SpiError.FORBIDDEN,
        () ->
            authoriser.permit(
                Permission.PUBLISH, OTHER, Stores.peer("203.0.113.5"), Stores.key("secret")));
    refused(
        SpiError.FORBIDDEN,
        () ->
            authoriser.permit(
                Permission.MANAGE, CAM, Stores.peer("127.0.0.1"), Stores.key("secret")));
    assertThat(
            authoriser.permit(
                Permission.PLAY, OTHER, Stores.peer("203.0.113.5"), Stores.key("secret")))
        .as("what anybody may")
        .isEqualTo("ann");
  }

  @Test
  void aBadCredentialIsRefusedEvenWhereNoneIsNeeded() {
    Authoriser authoriser = with(Map.of());
    refused(
        SpiError.UNAUTHENTICATED,
        () ->
            authoriser.permit(Permission.PLAY, CAM, Stores.peer("127.0.0.1"), Stores.key("wrong")));
    refused(
        SpiError.UNAUTHENTICATED,
        () ->
            authoriser.permit(
                Permission.PLAY, CAM, Stores.peer("127.0.0.1"), Stores.token("unknown kind")));
  }

  @Test
  void switchedOffItOpensPublishAndPlayOnly() {
    Authoriser authoriser = with(Map.of("enable", "false"));
    Optional<Credential> none = Optional.empty();
    assertThat(authoriser.permit(Permission.PUBLISH, CAM, Stores.peer("203.0.113.5"), none))
        .isEqualTo("anonymous");
    assertThat(
            authoriser.permit(
                Permission.PLAY, CAM, Stores.peer("203.0.113.5"), Stores.key("wrong")))
        .isEqualTo("anonymous");
    for (Permission permission :
        new Permission[] {Permission.OBSERVE, Permission.MANAGE, Permission.ADMIN}) {
      refused(
          SpiError.UNAUTHENTICATED,
          () -> authoriser.permit(permission, Stores.peer("127.0.0.1"), none));
    }
  }

  @Test
  void rulesMayNameRangesAndPatterns() {
    Authoriser authoriser =
        with(Map.of("anonymous", "publish:live/* from 10.0.0.0/8, observe from loopback"));
    authoriser.permit(Permission.PUBLISH, CAM, Stores.peer("10.255.0.1"), Optional.empty());
    authoriser.permit(Permission.OBSERVE, Stores.peer("127.0.0.1"), Optional.empty());
    refused(
        SpiError.UNAUTHENTICATED,
        () ->
            authoriser.permit(Permission.PUBLISH, CAM, Stores.peer("11.0.0.1"), Optional.empty()));
    refused(
        SpiError.UNAUTHENTICATED,
        () ->
            authoriser.permit(
                Permission.PUBLISH, OTHER, Stores.peer("10.0.0.1"), Optional.empty()));
    refused(
        SpiError.UNAUTHENTICATED,
        () -> authoriser.permit(Permission.PLAY, CAM, Stores.peer("10.0.0.1"), Optional.empty()));
  }

  @Test
  void everyRuleThatMakesNoSenseIsNamed() {
    assertThatThrownBy(
            () ->
                with(
                    Map.of(
                        "anonymous",
                        "publish, fly from anywhere, play from example.org, admin from loopback,"
                            + " play from 10.0.0.0/33")))
        .hasMessageContaining("auth.anonymous")
        .hasMessageContaining("'publish' is not of the form")
        .hasMessageContaining("'fly' names no permission")
        .hasMessageContaining("example.org")
        .hasMessageContaining("'admin' cannot be given to everybody")
        .hasMessageContaining("33");
  }

  @Test
  void aGrantForTheServerNeedsNoNarrowerPattern() {
    assertThat(Caller.of("a", java.util.List.of("observe:live/*")).may(Permission.OBSERVE))
        .isFalse();
    assertThat(Caller.of("a", java.util.List.of("observe")).may(Permission.OBSERVE)).isTrue();
    assertThat(Caller.of("a", java.util.List.of("admin")).may(Permission.PUBLISH, OTHER)).isTrue();
    assertThat(Caller.of("a", java.util.List.of("some-team")).may(Permission.PLAY, CAM)).isFalse();
  }

  private Authoriser with(Map<String, String> changes) {
    AuthConfig config = ConfigDefaults.of(AuthConfig.class, changes);
    IdentityChain chain = new IdentityChain(config);
    chain.replace(Map.of("keys", ann));
    return new Authoriser(config, chain);
  }

  private static void refused(SpiError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(XliveException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
