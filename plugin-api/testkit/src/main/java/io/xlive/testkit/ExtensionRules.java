package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Service;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.PluginConformance.CodecSamples;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What {@link PluginConformance} asks of extensions, by their kind. */
final class ExtensionRules {
  private ExtensionRules() {}

  /** A credential of a kind that no provider knows. */
  private static final class StrangeCredential implements Credential {}

  static void check(Object extension, Function<Codec, Optional<CodecSamples>> samples) {
    switch (extension) {
      case Codec codec -> CodecRules.check(codec, samples.apply(codec));
      case IdentityStore store -> identityStore(store);
      case RateLimitPolicy policy -> policy(policy);
      default -> {
        // ingests, outputs and listeners need the world around them
      }
    }
  }

  private static void identityStore(IdentityStore store) {
    if (store instanceof Service service) {
      service.start();
    }
    try {
      assertThat(store.validationTypes()).isNotEmpty();
      assertThat(store.validate(new StrangeCredential()).getStatus())
          .as("an unknown kind of credential")
          .isEqualTo(Status.NOT_VALIDATED);
      for (String secret : List.of("", "wrong", "\u0000", "x".repeat(10_000), "%s'\"--")) {
        for (Credential wrong :
            List.of(
                new StreamKeyCredential(secret),
                new TokenCredential(secret),
                new UsernamePasswordCredential("nobody-" + secret, secret))) {
          assertThat(store.validate(wrong).getStatus())
              .as("%s nobody has", wrong.getClass().getSimpleName())
              .isNotEqualTo(Status.VALID);
        }
      }
    } finally {
      if (store instanceof Service service) {
        service.stop();
      }
    }
  }

  private static void policy(RateLimitPolicy policy) {
    Optional<StreamPath> path = StreamPath.of("live", "a");
    for (int i = 0; i < 2_000; i++) {
      for (RateLimitAction action : RateLimitAction.values()) {
        for (RateLimitRequest request :
            List.of(
                new RateLimitRequest(
                    action, FakePeers.player(i & 0xFF), Optional.empty(), Optional.empty()),
                new RateLimitRequest(action, FakePeers.local(), Optional.of("caller"), path))) {
          RateLimitVerdict verdict = policy.check(request);
          assertThat(verdict).isNotNull();
          if (verdict instanceof RateLimitVerdict.Refused refused) {
            assertThat(refused.rule()).as("names its rule and key").isNotBlank();
            assertThat(refused.retryAfter()).isPositive();
          }
        }
      }
    }
  }
}
