package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xlive.spi.Service;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.FakeClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTest {
  @TempDir Path home;
  private Optional<Kernel> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(Kernel::stop);
  }

  @Test
  void runAPluginThatWasBuiltByOthers() throws IOException {
    samplePlugin().pack(home.resolve("plugins/sample-plugin-1.0.jar"));
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/conf.yaml"),
        """
        codec: {pcm: {sample-rate: 44100}}
        auth: {shared-key: {key: open sesame}}
        ratelimit: {office-hours: {opens: 8, closes: 18}}
        """);
    Kernel kernel = boot(setup().clock(new FakeClock())); // midnight

    Codec pcm = kernel.codecs().byId(new CodecId("pcm")).orElseThrow();
    assertThat(kernel.codecs().byLegacyId(TrackKind.AUDIO, 3)).contains(pcm);
    assertThat(kernel.codecs().byFourCc(TrackKind.AUDIO, "sowt")).contains(pcm);
    assertThat(kernel.locator().getService(Codecs.class)).isSameAs(kernel.codecs());
    TrackFormat format =
        new TrackFormat(
            new TrackId("audio"),
            TrackKind.AUDIO,
            pcm.id(),
            1000,
            Bytes.EMPTY,
            pcm.describe(Bytes.EMPTY));
    assertThat(format.details().toString()).contains("sampleRate=44100");
    assertThat(pcm.inspect(format, Bytes.ofHex("00000000"))).isEqualTo(Inspection.KEY);
    assertThat(pcm.inspect(format, Bytes.ofHex("000000"))).isInstanceOf(Inspection.Invalid.class);
    assertThat(pcm.sampleEntry(format).length()).isEqualTo(50);

    IdentityStore store = kernel.plugins().authProviders().find("shared-key").orElseThrow();
    assertThat(store.validate(new StreamKeyCredential("open sesame")).getCallerGroups())
        .containsExactlyInAnyOrder("publish:*", "play:*");
    assertThat(store.validate(new StreamKeyCredential("x")).getStatus())
        .isEqualTo(CredentialValidationResult.Status.INVALID);
    assertThat(
            Requests.verdict(
                kernel.plugins().rateLimitPolicies().find("office-hours").orElseThrow()))
        .isEqualTo("office-hours: ratelimit.office-hours");

    assertThat(kernel.plugins().statuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.name()).isEqualTo("sample-plugin");
              assertThat(status.extensions())
                  .containsExactly(
                      "codec pcm",
                      "auth provider shared-key",
                      "rate-limit policy office-hours",
                      "stream listener audit");
            });
    assertThat(kernel.dumpText()).contains("sample-plugin:", "RUNNING").doesNotContain("sesame");
  }

  @Test
  void callAPluginThatNeverReturnedNoMore() throws IOException {
    JarWorkshop.policy("stuck", "stuck", "stuck.Main.park()")
        .pack(home.resolve("plugins/stuck.jar"));
    Kernel kernel = boot(setup());
    RateLimitPolicy policy = kernel.plugins().rateLimitPolicies().find("stuck").orElseThrow();
    Thread held = Thread.ofPlatform().daemon().start(() -> policy.check(Requests.publish()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(kernel.plugins().statuses())
                    .singleElement()
                    .satisfies(
                        status -> {
                          assertThat(status.state()).isEqualTo(PluginStatus.State.DISABLED);
                          assertThat(status.reason())
                              .isEqualTo(
                                  "held a media thread for more than 1 s in rate-limit check");
                        }));
    assertThat(held.isAlive()).isTrue();
    assertThat(policy.check(Requests.publish())).isSameAs(RateLimitVerdict.ALLOWED);
    assertThat(kernel.healthChecks().all())
        .extracting(HealthCheck::call)
        .filteredOn(answer -> answer.getName().equals("plugins"))
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
              assertThat(answer.getData().orElseThrow())
                  .containsEntry(
                      "disabled.stuck",
                      "it held a media thread for more than 1 s in rate-limit check");
            });
    held.interrupt();
  }

  @Test
  void listWhatIsWrongWithThePluginsSectionsToo() throws IOException {
    samplePlugin().pack(home.resolve("plugins/sample.jar"));
    Map<String, String> environment =
        Map.of(
            "XLIVE_CODEC_PCM_CHANNELS", "9",
            "XLIVE_RATELIMIT_OFFICE_HOURS_OPENS", "20",
            "XLIVE_RATELIMIT_OFFICE_HOURS_CLOSES", "10",
            "XLIVE_AUTH_SHARED_KEY_KY", "x");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> boot(setup().environment(environment)))
                .getMessage()
                .lines())
        .containsExactlyInAnyOrder(
            "environment: XLIVE_CODEC_PCM_CHANNELS: '9' is above the most, 8",
            "environment: ratelimit.office-hours: closes has to be later than opens",
            "environment: XLIVE_AUTH_SHARED_KEY_KY: unknown key (did you mean"
                + " XLIVE_AUTH_SHARED_KEY_KEY?)");
  }

  @Test
  void giveTwoPluginsTheirOwnVersionsOfOneLibrary() {
    for (String version : List.of("1", "2")) {
      String words =
          "package lib; public class Words { public static String say() { return \"version %s\"; }"
              + " }";
      JarWorkshop.policy(
              "p" + version,
              "p" + version,
              "lib.Words.say()",
              Map.of("lib.Words", words.formatted(version)))
          .pack(home.resolve("plugins/p" + version + ".jar"));
    }
    Kernel kernel = boot(setup());
    assertThat(kernel.plugins().rateLimitPolicies().live())
        .extracting(Requests::verdict)
        .containsExactly("version 1", "version 2");
  }

  @Test
  void loadTheOthersBesideBadJars() throws IOException {
    JarWorkshop.policy("good", "good", "\"good\"").pack(home.resolve("plugins/good.jar"));
    JarWorkshop.policy("again", "good", "\"again\"").pack(home.resolve("plugins/hood.jar"));
    JarWorkshop.policy("old", "old", "\"x\"")
        .label("Xlive-Spi", "9.0")
        .pack(home.resolve("plugins/old.jar"));
    Files.writeString(home.resolve("plugins/text.jar"), "text");
    Files.writeString(home.resolve("plugins/readme.txt"), "no plugin");
    Kernel kernel = boot(setup());
    assertThat(kernel.plugins().rateLimitPolicies().live())
        .extracting(Requests::verdict)
        .containsExactly("good");
    Map<String, String> reasons = new HashMap<>();
    kernel.plugins().statuses().forEach(status -> reasons.put(status.name(), status.reason()));
    assertThat(reasons)
        .containsOnly(
            Map.entry("good", ""),
            Map.entry("hood", "brings rate-limit policy good, a name that plugin good has already"),
            Map.entry("old", "was built for plugin API 9.0, this server has 1.0"),
            Map.entry("text", "is not a zip file"));
  }

  @Test
  void refuseToStartWithoutAPluginThatTheConfigurationNames() throws IOException {
    failingAtCreate().pack(home.resolve("plugins/broken.jar"));
    assertThat(boot(setup()).plugins().rateLimitPolicies().entries()).isEmpty();
    stop();
    assertThat(failure(setup().environment(Map.of("XLIVE_PLUGINS_REQUIRED", "broken, gone"))))
        .containsExactly(
            "plugins.required names broken: plugins/broken.jar rate-limit policy broken: no such"
                + " country",
            "plugins.required names gone: there is no such plugin");
    assertThat(failure(setup().environment(Map.of("XLIVE_RATELIMIT_BROKEN_COUNTRY", "xx"))))
        .containsExactly("plugins/broken.jar rate-limit policy broken: no such country");
  }

  @Test
  void sayBesideAnUnknownKeyWhichPluginIsMissing() throws IOException {
    Files.createDirectories(home.resolve("plugins"));
    Files.writeString(home.resolve("plugins/rtmp.jar"), "text");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> boot(setup().environment(Map.of("XLIVE_RTMP_PORT", "5"))))
                .getMessage()
                .lines())
        .containsExactly(
            "environment: XLIVE_RTMP_PORT: unknown key",
            "plugin rtmp: plugins/rtmp.jar is not a zip file");
  }

  @Test
  void leaveDisabledPluginsOutAndPreferTheEarlierFolder() {
    JarWorkshop.policy("a", "a", "\"new\"").pack(home.resolve("plugins/a-1.1.jar"));
    JarWorkshop.policy("b", "b", "\"b\"").pack(home.resolve("plugins/b.jar"));
    JarWorkshop.policy("a", "a", "\"shipped\"").pack(home.resolve("shipped/a-1.0.0-SNAPSHOT.jar"));
    JarWorkshop.policy("c", "c", "\"c\"").pack(home.resolve("shipped/c.jar"));
    Kernel kernel =
        boot(
            setup()
                .pluginFolder(home.resolve("shipped"))
                .environment(Map.of("XLIVE_PLUGINS_DISABLED", "b")));
    assertThat(kernel.plugins().rateLimitPolicies().live())
        .extracting(Requests::verdict)
        .containsExactly("new", "c");
  }

  @Test
  void refuseAPluginFolderThatEverybodyMayWriteTo() throws IOException {
    Path folder = Files.createDirectories(home.resolve("plugins"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx-w-"));
    assertThat(failure(setup()))
        .containsExactly(
            "the plugin folder "
                + folder
                + " is writable by everyone; take that right away (chmod o-w)");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
    boot(setup());
  }

  @Test
  void bindConfigurationAndServicesInTheLocator() {
    Kernel kernel =
        boot(
            setup()
                .section("http", HttpConfig.class)
                .environment(Map.of("XLIVE_HTTP_PORT", "4242"))
                .bind(
                    new AbstractBinder() {
                      @Override
                      protected void configure() {
                        bindAsContract(Greeter.class).in(Singleton.class);
                      }
                    })
                .service(StartLevel.HTTP, Greeter.class));
    Greeter greeter = kernel.locator().getService(Greeter.class);
    assertThat(greeter.calls).containsExactly("start on 4242");
    kernel.stop();
    assertThat(greeter.calls).containsExactly("start on 4242", "stop");
  }

  @Test
  void stopWhatStartedWhenAServiceFails() {
    List<String> calls = new ArrayList<>();
    assertThat(
            failure(
                setup()
                    .service(StartLevel.HUB, "hub", _ -> recorded("hub", calls))
                    .service(
                        StartLevel.INGEST,
                        "rtmp",
                        _ ->
                            new Service() {
                              @Override
                              public void start() {
                                throw new XliveException(SpiError.CANNOT_LISTEN, "cannot listen");
                              }

                              @Override
                              public void stop() {}
                            })))
        .containsExactly("cannot listen");
    assertThat(calls).containsExactly("start hub", "stop hub");
  }

  static final class Greeter implements Service {
    final List<String> calls = new ArrayList<>();
    private final HttpConfig config;

    @Inject
    Greeter(HttpConfig config) {
      this.config = config;
    }

    @Override
    public void start() {
      calls.add("start on " + config.port());
    }

    @Override
    public void stop() {
      calls.add("stop");
    }
  }

  private static Service recorded(String name, List<String> calls) {
    return new Service() {
      @Override
      public void start() {
        calls.add("start " + name);
      }

      @Override
      public void stop() {
        calls.add("stop " + name);
      }
    };
  }

  private static JarWorkshop failingAtCreate() {
    return JarWorkshop.plugin(
        "broken.Main",
        """
        package broken;
        import io.xlive.spi.*;
        import io.xlive.spi.ratelimit.*;
        import java.util.List;
        public final class Main implements Plugin {
          public record Config(@ConfigKey(doc = "Country") String country) {}
          @Override public List<RateLimitPolicyFactory<?>> rateLimitPolicies() { return List.of(new Factory()); }
          static final class Factory implements RateLimitPolicyFactory<Config> {
            @Override public String name() { return "broken"; }
            @Override public Class<Config> configType() { return Config.class; }
            @Override public RateLimitPolicy create(Config config, PluginContext context) {
              throw new XliveException(SpiError.INVALID_CONFIGURATION, "no such country");
            }
          }
        }
        """);
  }

  /** Built from its sources in the distribution, as somebody else would. */
  private static JarWorkshop samplePlugin() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    Path sample = Path.of("distribution/samples/sample-plugin");
    while (!Files.isDirectory(root.resolve(sample))) {
      root = root.getParent();
    }
    Path java = root.resolve(sample).resolve("src/main/java");
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(java)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String name = java.relativize(file).toString().replace(".java", "").replace('/', '.');
        sources.put(name, Files.readString(file));
      }
    }
    return new JarWorkshop().classes(sources).service("org.example.xlive.SamplePlugin");
  }

  private KernelSetup setup() {
    return KernelSetup.at(home).systemFolder(home.resolve("etc"));
  }

  private Kernel boot(KernelSetup setup) {
    Kernel kernel = Kernel.boot(setup);
    running = Optional.of(kernel);
    return kernel;
  }

  private List<String> failure(KernelSetup setup) {
    return catchThrowableOfType(StartFailure.class, () -> boot(setup)).sentences();
  }
}
