package io.xlive.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.testkit.ConfigDefaults;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IdentityChainTest {
  private static final CredentialValidationResult VALID =
      new CredentialValidationResult("ann", Set.of("play"));

  @Test
  void storesAreAskedByPriorityAndTheFirstThatSaysValidWins() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    IdentityChain chain = chain(Map.of());
    chain.replace(
        Map.of(
            "c", recording(asked, "c", 30, VALID),
            "a", recording(asked, "a", 10, CredentialValidationResult.NOT_VALIDATED_RESULT),
            "b", recording(asked, "b", 20, VALID)));
    assertThat(chain.validate(Stores.key("x").orElseThrow()).getStatus()).isEqualTo(Status.VALID);
    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void theConfiguredOrderBeatsPriorities() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    IdentityChain chain = chain(Map.of("providers", "b,a"));
    chain.replace(
        Map.of(
            "a", recording(asked, "a", 10, VALID),
            "b", recording(asked, "b", 20, CredentialValidationResult.INVALID_RESULT),
            "unlisted", recording(asked, "unlisted", 1, VALID)));
    assertThat(chain.validate(Stores.key("x").orElseThrow()).getStatus()).isEqualTo(Status.VALID);
    assertThat(asked).containsExactly("b", "a");
    assertThatThrownBy(() -> chain.replace(Map.of("a", Stores.groups("g"))))
        .hasMessageContaining("auth.providers names b");
  }

  @Test
  void invalidBeatsNotValidated() {
    IdentityChain chain = chain(Map.of());
    assertThat(chain.validate(Stores.key("x").orElseThrow()).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
    chain.replace(
        Map.of(
            "a", Stores.store(1, c -> CredentialValidationResult.INVALID_RESULT),
            "b", Stores.store(2, c -> CredentialValidationResult.NOT_VALIDATED_RESULT)));
    assertThat(chain.validate(Stores.key("x").orElseThrow()).getStatus()).isEqualTo(Status.INVALID);
  }

  @Test
  void storesOfGroupsAddTheirs() {
    IdentityChain chain = chain(Map.of());
    chain.replace(
        Map.of(
            "a",
            Stores.key("secret", "ann", "play"),
            "b",
            Stores.groups("publish:live/*", "team")));
    assertThat(chain.validate(Stores.key("secret").orElseThrow()).getCallerGroups())
        .containsExactlyInAnyOrder("play", "publish:live/*", "team");
  }

  @Test
  void aStoreThatFailsMakesItUnavailable() {
    IdentityChain chain = chain(Map.of());
    chain.replace(
        Map.of(
            "a",
            Stores.store(
                1,
                c -> {
                  throw new IllegalStateException("database is down");
                }),
            "b",
            Stores.store(2, c -> VALID)));
    unavailable(chain, "auth provider a failed");
  }

  @Test
  void aStoreThatHangsMakesItUnavailableAndCostsABoundedNumberOfThreads() {
    CountDownLatch hang = new CountDownLatch(1);
    IdentityChain chain = chain(Map.of("provider-timeout", "100ms", "provider-concurrency", "2"));
    chain.replace(
        Map.of(
            "slow",
            Stores.store(
                1,
                c -> {
                  boolean open = false;
                  while (!open) {
                    try {
                      hang.await();
                      open = true;
                    } catch (InterruptedException e) {
                      // A store that ignores being told to stop.
                    }
                  }
                  return VALID;
                })));
    unavailable(chain, "auth.provider-timeout");
    unavailable(chain, "auth.provider-timeout");
    unavailable(chain, "auth.provider-concurrency");
    hang.countDown();
    org.awaitility.Awaitility.await()
        .ignoreExceptions()
        .until(() -> chain.validate(Stores.key("x").orElseThrow()).getStatus() == Status.VALID);
  }

  private static void unavailable(IdentityChain chain, String why) {
    assertThatThrownBy(() -> chain.validate(Stores.key("x").orElseThrow()))
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.AUTH_UNAVAILABLE));
  }

  private static IdentityStore recording(
      List<String> asked, String name, int priority, CredentialValidationResult answer) {
    return Stores.store(
        priority,
        credential -> {
          asked.add(name);
          return answer;
        });
  }

  private static IdentityChain chain(Map<String, String> changes) {
    return new IdentityChain(ConfigDefaults.of(AuthConfig.class, changes));
  }
}
