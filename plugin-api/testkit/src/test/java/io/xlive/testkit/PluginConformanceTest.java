package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ConfigKey;
import io.xlive.spi.NoConfig;
import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.auth.AuthProviderFactory;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitPolicyFactory;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PluginConformanceTest {
  record Limits(@ConfigKey(doc = "per second", def = "5", min = "1", max = "9") int rate) {}

  record BadLimits(@ConfigKey(doc = "per second", def = "0", min = "1") int rate) {}

  private record Policy<C extends Record>(String name, Class<C> configType, RateLimitPolicy policy)
      implements RateLimitPolicyFactory<C> {
    @Override
    public RateLimitPolicy create(C config, PluginContext context) {
      return policy;
    }
  }

  private record Auth(String name, boolean open) implements AuthProviderFactory<NoConfig> {
    @Override
    public Class<NoConfig> configType() {
      return NoConfig.class;
    }

    @Override
    public IdentityStore create(NoConfig config, PluginContext context) {
      return new IdentityStore() {
        @Override
        public CredentialValidationResult validate(Credential credential) {
          return open
              ? new CredentialValidationResult("everybody")
              : CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
      };
    }
  }

  private record Coding(String name, Codec codec) implements CodecFactory<NoConfig> {
    @Override
    public Class<NoConfig> configType() {
      return NoConfig.class;
    }

    @Override
    public Codec create(NoConfig config, PluginContext context) {
      return codec;
    }
  }

  private record Sample(
      List<CodecFactory<?>> codecs,
      List<AuthProviderFactory<?>> authProviders,
      List<RateLimitPolicyFactory<?>> rateLimitPolicies)
      implements Plugin {}

  @TestFactory
  Stream<DynamicNode> aGoodPluginConforms(@TempDir Path home) {
    Sample good =
        new Sample(
            List.of(new Coding("fake-video", FakeCodec.VIDEO), new Coding("fake", FakeCodec.AUDIO)),
            List.of(new Auth("closed", false)),
            List.of(
                new Policy<>(
                    "five",
                    Limits.class,
                    request ->
                        new RateLimitVerdict.Refused(
                            "five: ratelimit.five", Duration.ofSeconds(1)))));
    return PluginConformance.of(good, home)
        .codecSamples("fake-video", FakeCodec.CONFIG, FakeCodec.sample(FrameFlags.KEY, 0, 20))
        .tests();
  }

  @Test
  void whatABadPluginDoesWrongIsFound(@TempDir Path home) {
    Sample bad =
        new Sample(
            List.of(),
            List.of(new Auth("Open", true)),
            List.of(
                new Policy<>("five", BadLimits.class, request -> RateLimitVerdict.ALLOWED),
                new Policy<>(
                    "five",
                    NoConfig.class,
                    request -> {
                      throw new IllegalStateException("full");
                    })));
    assertThat(failures(PluginConformance.of(bad, home).tests()))
        .containsExactlyInAnyOrder(
            "auth provider names",
            "auth provider Open/behaves",
            "rate-limit policy names",
            "rate-limit policy five/configuration",
            "rate-limit policy five/behaves");
    assertThat(failures(PluginConformance.of(new Plugin() {}, home).tests()))
        .containsExactly("brings something");
  }

  @Test
  void aCodecThatRefusesItsOwnSampleIsFound(@TempDir Path home) {
    Sample plugin =
        new Sample(List.of(new Coding("careless", FakeCodec.VIDEO)), List.of(), List.of());
    assertThat(
            failures(
                PluginConformance.of(plugin, home)
                    .codecSamples("fake-video", FakeCodec.CONFIG, Bytes.ofHex("ff"))
                    .tests()))
        .containsExactly("codec careless/behaves");
  }

  private static List<String> failures(Stream<? extends DynamicNode> nodes) {
    List<String> failed = new ArrayList<>();
    nodes.forEach(
        node -> {
          if (node instanceof DynamicContainer container) {
            failures(container.getChildren())
                .forEach(name -> failed.add(container.getDisplayName() + "/" + name));
          } else if (node instanceof DynamicTest test) {
            try {
              test.getExecutable().execute();
            } catch (Throwable e) {
              failed.add(test.getDisplayName());
            }
          }
        });
    return failed;
  }
}
