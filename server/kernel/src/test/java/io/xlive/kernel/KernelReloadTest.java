package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelReloadTest {
  @TempDir Path home;
  private Optional<Kernel> running = Optional.empty();

  @BeforeEach
  void dropPlugins() {
    policy("red").pack(home.resolve("plugins/red.jar"));
    policy("blue").pack(home.resolve("plugins/blue.jar"));
  }

  @AfterEach
  void stop() {
    running.ifPresent(Kernel::stop);
  }

  @Test
  void putOnlyWhatChangedInForce() throws IOException {
    Kernel kernel = boot("ratelimit: {red: {rule: one}, blue: {rule: other}}\n");
    List<Object> before = values(kernel);
    write("ratelimit: {red: {rule: two}, blue: {rule: other}}\nhttp: {port: 99}\n");
    Reloaded reloaded = kernel.reload();
    assertThat(reloaded.keys()).containsExactly("ratelimit.red.rule");
    assertThat(reloaded.sections()).containsExactly("ratelimit.blue", "ratelimit.red");
    assertThat(verdicts(kernel)).containsExactly("other", "two");
    assertThat(values(kernel).getFirst()).isSameAs(before.getFirst());
    assertThat(kernel.config().section("http", HttpConfig.class).port()).isNotEqualTo(99);
    assertThat(kernel.reload().keys()).isEmpty();
    write("http: {port: 99}\n");
    assertThat(kernel.reload().keys()).containsExactly("ratelimit.blue.rule", "ratelimit.red.rule");
    assertThat(verdicts(kernel)).containsExactly("none", "none");
  }

  @Test
  void changeNothingWhenAnyOfItIsWrong() throws IOException {
    Kernel kernel = boot("ratelimit: {red: {rule: one}, blue: {rule: other}}\n");
    List<Object> before = values(kernel);
    write("ratelimit:\n  blue:\n    rule: two\n  red:\n    rule: bad\n");
    assertThat(problems(kernel))
        .containsExactly(
            home.resolve("conf.yaml").getFileName() + ":5: ratelimit.red.rule: no such rule");
    write("ratelimit:\n  blue:\n    rule: two\n  red:\n    rul: one\nhttp: {port: x}\n");
    assertThat(problems(kernel)).hasSize(2).anyMatch(line -> line.contains("conf.yaml:5: "));
    assertThat(values(kernel)).isEqualTo(before);
    assertThat(verdicts(kernel)).containsExactly("other", "one");
    write("ratelimit:\n  blue:\n    rule: two\n");
    kernel.reload();
    assertThat(verdicts(kernel)).containsExactly("two", "none");
  }

  @Test
  void whatWasReplacedLeavesNoCheckBehind() throws IOException {
    Kernel kernel = boot("ratelimit: {red: {rule: one}, blue: {rule: other}}\n");
    assertThat(checks(kernel)).containsExactlyInAnyOrder("red one", "blue other");
    write("ratelimit: {red: {rule: two}, blue: {rule: other}}\n");
    kernel.reload();
    assertThat(checks(kernel)).containsExactlyInAnyOrder("red two", "blue other");
    write("ratelimit: {red: {rule: bad}, blue: {rule: more}}\n");
    assertThat(problems(kernel)).hasSize(1);
    assertThat(checks(kernel)).containsExactlyInAnyOrder("red two", "blue other");
  }

  /** Of the two plugins. */
  private static List<String> checks(Kernel kernel) {
    return kernel.healthChecks().all().stream()
        .map(check -> check.call().getName())
        .filter(name -> name.startsWith("red ") || name.startsWith("blue "))
        .toList();
  }

  private static List<String> problems(Kernel kernel) {
    return catchThrowableOfType(ConfigException.class, kernel::reload).problems().stream()
        .map(ConfigProblem::toString)
        .toList();
  }

  private static List<Object> values(Kernel kernel) {
    return List.copyOf(kernel.plugins().rateLimitPolicies().live());
  }

  private static List<String> verdicts(Kernel kernel) {
    return kernel.plugins().rateLimitPolicies().live().stream().map(Requests::verdict).toList();
  }

  private Kernel boot(String config) throws IOException {
    write(config);
    Kernel kernel =
        Kernel.boot(
            KernelSetup.at(home)
                .systemFolder(home.resolve("etc"))
                .section("http", HttpConfig.class));
    running = Optional.of(kernel);
    return kernel;
  }

  private void write(String config) throws IOException {
    Files.writeString(home.resolve("conf.yaml"), config);
  }

  private static JarWorkshop policy(String name) {
    return JarWorkshop.plugin(
        name + ".Main",
        """
        package %1$s;
        import io.xlive.spi.*;
        import io.xlive.spi.ratelimit.*;
        import java.time.Duration;
        import java.util.List;
        import org.eclipse.microprofile.health.HealthCheckResponse;
        public final class Main implements Plugin {
          @Override public List<RateLimitPolicyFactory<?>> rateLimitPolicies() {
            return List.of(new Factory());
          }
          public record Config(@ConfigKey(doc = "the rule", def = "none") String rule) {}
          static final class Factory implements RateLimitPolicyFactory<Config> {
            @Override public String name() { return "%1$s"; }
            @Override public Class<Config> configType() { return Config.class; }
            @Override public RateLimitPolicy create(Config config, PluginContext context) {
              if (config.rule().equals("bad")) {
                throw new XliveException(
                    SpiError.INVALID_CONFIGURATION, "ratelimit.%1$s.rule: no such rule");
              }
              context.healthCheck(
                  () ->
                      new HealthCheckResponse(
                          "%1$s " + config.rule(),
                          HealthCheckResponse.Status.UP,
                          java.util.Optional.empty()));
              return request -> new RateLimitVerdict.Refused(config.rule(), Duration.ofSeconds(1));
            }
          }
        }
        """
            .formatted(name));
  }
}
