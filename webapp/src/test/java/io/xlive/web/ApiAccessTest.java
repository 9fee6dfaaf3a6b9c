package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.kernel.HttpConfig.Observability;
import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.auth.TokenCredential;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.FakePeers;
import jakarta.security.enterprise.credential.Credential;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAccessTest {
  private static final Peer AFAR = FakePeers.player(1);
  private volatile RateLimitVerdict verdict = RateLimitVerdict.ALLOWED;

  /** Knows {@code admin}, who may everything, and {@code viewer}, who may only play. */
  private static String authority(
      Permission permission, Peer peer, Optional<Credential> credential) {
    String token =
        credential.map(TokenCredential.class::cast).map(TokenCredential::token).orElseThrow();
    return switch (token) {
      case "admin" -> token;
      case "viewer" -> throw new XliveException(SpiError.FORBIDDEN, "viewer has no grant");
      default -> throw new XliveException(SpiError.UNAUTHENTICATED, "nobody knows it");
    };
  }

  private Optional<String> permit(
      Observability observability, Peer peer, String header, boolean observation) {
    return new ApiAccess(ApiAccessTest::authority, request -> verdict, observability)
        .permit(
            Permission.OBSERVE,
            peer,
            Optional.of(header).filter(text -> !text.isEmpty()),
            observation);
  }

  private void refused(
      SpiError code, Observability observability, Peer peer, String header, boolean observation) {
    assertThatThrownBy(() -> permit(observability, peer, header, observation))
        .isInstanceOfSatisfying(XliveException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "admin", "Basic admin", "Bearer", "Bearer ", "Bearer a b", "Bearer wrong"})
  void nobodyComesInWithoutAGoodToken(String header) {
    refused(SpiError.UNAUTHENTICATED, Observability.TOKEN, AFAR, header, false);
    refused(SpiError.UNAUTHENTICATED, Observability.TOKEN, AFAR, header, true);
    refused(SpiError.UNAUTHENTICATED, Observability.PUBLIC, AFAR, header, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "Basic admin", "Bearer wrong"})
  void aWrongTokenIsRefusedEvenWhereNoneIsNeeded(String header) {
    refused(SpiError.UNAUTHENTICATED, Observability.PUBLIC, AFAR, header, true);
  }

  @Test
  void aGoodTokenNamesItsCaller() {
    assertThat(permit(Observability.TOKEN, AFAR, "Bearer admin", false)).contains("admin");
    assertThat(permit(Observability.TOKEN, AFAR, "bearer  admin", false)).contains("admin");
  }

  @Test
  void aTokenWithoutTheRightIsForbiddenButKeepsWhatAnybodyMay() {
    refused(SpiError.FORBIDDEN, Observability.TOKEN, AFAR, "Bearer viewer", true);
    refused(SpiError.FORBIDDEN, Observability.PUBLIC, AFAR, "Bearer viewer", false);
    assertThat(permit(Observability.PUBLIC, AFAR, "Bearer viewer", true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PUBLIC, true, true", "LOOPBACK, true, false", "TOKEN, false, false"})
  void observationIsOpenAsConfigured(Observability observability, boolean local, boolean remote) {
    observe(observability, FakePeers.local(), local);
    observe(observability, AFAR, remote);
  }

  private void observe(Observability observability, Peer peer, boolean open) {
    if (open) {
      assertThat(permit(observability, peer, "", true)).isEmpty();
    } else {
      refused(SpiError.UNAUTHENTICATED, observability, peer, "", true);
    }
    refused(SpiError.UNAUTHENTICATED, observability, peer, "", false);
  }

  @Test
  void theLimitComesFirst() {
    verdict = new RateLimitVerdict.Refused("rule x", Duration.ofSeconds(3));
    for (String header : new String[] {"", "nonsense", "Bearer admin"}) {
      assertThatThrownBy(() -> permit(Observability.PUBLIC, AFAR, header, true))
          .isInstanceOfSatisfying(
              XliveException.class,
              e -> {
                assertThat(Problem.of(e, "/x").status()).isEqualTo(429);
                assertThat(Problem.retryAfter(e)).contains(3L);
              });
    }
  }
}
