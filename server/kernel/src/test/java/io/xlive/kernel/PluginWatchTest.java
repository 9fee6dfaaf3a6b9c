package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginWatchTest {
  @TempDir Path home;
  private Optional<Kernel> running = Optional.empty();
  private int written;

  @AfterEach
  void stop() {
    running.ifPresent(Kernel::stop);
  }

  @Test
  void takeInAJarThatIsDroppedIn() {
    Kernel kernel = boot();
    assertThat(verdicts(kernel)).isEmpty();
    drop(JarWorkshop.policy("late", "late", "\"late\""), "late.jar");
    until(() -> verdicts(kernel).equals(List.of("late")));
    drop(JarWorkshop.policy("more", "more", "\"more\""), "folder/more.jar");
    until(() -> verdicts(kernel).equals(List.of("late", "more")));
  }

  @Test
  void replaceAPolicyWhileItIsAsked() {
    drop(JarWorkshop.policy("p", "p", "\"one\""), "p.jar");
    Kernel kernel = boot();
    assertThat(verdicts(kernel)).containsExactly("one");
    drop(JarWorkshop.policy("p", "p", "\"two\""), "p.jar");
    until(() -> verdicts(kernel).equals(List.of("two")));
    assertThat(status(kernel, "p").state()).isEqualTo(PluginStatus.State.RUNNING);
  }

  @Test
  void letACallIntoTheFormerVersionEnd() throws Exception {
    drop(store("former"), "s.jar");
    Kernel kernel = boot();
    IdentityStore former = kernel.plugins().authProviders().find("s").orElseThrow();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FutureTask<String> call =
        new FutureTask<>(
            () -> former.validate(new SlowCredential(entered, go)).getCallerUniqueId());
    Thread.startVirtualThread(call);
    entered.await();
    drop(store("latter"), "s.jar");
    Credential quick = new StreamKeyCredential("x");
    until(
        () ->
            kernel.plugins().authProviders().live().stream()
                .anyMatch(now -> "latter".equals(now.validate(quick).getCallerUniqueId())));
    go.countDown();
    // needs a class that nobody had loaded before the replacement came
    assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("former");
  }

  private static final class SlowCredential implements Credential {
    private final CountDownLatch entered;
    private final CountDownLatch go;

    SlowCredential(CountDownLatch entered, CountDownLatch go) {
      this.entered = entered;
      this.go = go;
    }

    @Override
    public boolean isValid() {
      entered.countDown();
      try {
        return go.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return false;
      }
    }

    @Override
    public boolean isCleared() {
      return false;
    }

    @Override
    public void clear() {}
  }

  private static JarWorkshop store(String caller) {
    String source =
        """
        package s;
        import io.xlive.spi.*;
        import io.xlive.spi.auth.*;
        import jakarta.security.enterprise.credential.Credential;
        import jakarta.security.enterprise.identitystore.*;
        import java.util.*;
        public final class Main implements Plugin {
          @Override public List<AuthProviderFactory<?>> authProviders() { return List.of(new Factory()); }
          static final class Factory implements AuthProviderFactory<NoConfig> {
            @Override public String name() { return "s"; }
            @Override public Class<NoConfig> configType() { return NoConfig.class; }
            @Override public IdentityStore create(NoConfig config, PluginContext context) {
              return new IdentityStore() {
                @Override public CredentialValidationResult validate(Credential credential) {
                  credential.isValid();
                  return Late.result("%s");
                }
              };
            }
          }
          static final class Late {
            static CredentialValidationResult result(String caller) {
              return new CredentialValidationResult(null, caller, null, caller, Set.of());
            }
          }
        }
        """;
    return JarWorkshop.plugin("s.Main", source.formatted(caller));
  }

  @Test
  void keepWhatRunsWhenItsReplacementIsBroken() throws IOException {
    drop(JarWorkshop.policy("p", "p", "\"one\""), "p.jar");
    Kernel kernel = boot();
    Files.writeString(home.resolve("plugins/p.jar"), "broken");
    Files.writeString(home.resolve("plugins/q.jar"), "broken");
    until(() -> kernel.plugins().statuses().stream().anyMatch(s -> s.name().equals("q")));
    assertThat(status(kernel, "q").reason()).isEqualTo("is not a zip file");
    assertThat(verdicts(kernel)).containsExactly("one");
    assertThat(status(kernel, "p").state()).isEqualTo(PluginStatus.State.RUNNING);
    drop(JarWorkshop.policy("q", "q", "\"mended\""), "q.jar");
    until(() -> verdicts(kernel).equals(List.of("one", "mended")));
  }

  @Test
  void sayThatACodecTakesARestart() {
    drop(codec("one"), "c.jar");
    Kernel kernel = boot();
    assertThat(kernel.codecs().all())
        .extracting(codec -> codec.id().value())
        .containsExactly("one");
    drop(codec("two"), "c.jar");
    until(() -> status(kernel, "c").reason().contains("takes a restart"));
    assertThat(kernel.codecs().all())
        .extracting(codec -> codec.id().value())
        .containsExactly("one");
  }

  @Test
  void lookAtNothingWhenToldSo() {
    Kernel kernel = boot(Map.of("XLIVE_PLUGINS_WATCH", "false"));
    drop(JarWorkshop.policy("late", "late", "\"late\""), "late.jar");
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> verdicts(kernel).isEmpty());
  }

  private static JarWorkshop codec(String id) {
    return JarWorkshop.plugin(
        "c.Main",
        """
        package c;
        import io.xlive.spi.*;
        import io.xlive.spi.codec.*;
        import io.xlive.spi.media.*;
        import java.util.*;
        public final class Main implements Plugin {
          @Override public List<CodecFactory<?>> codecs() { return List.of(new Factory()); }
          static final class Factory implements CodecFactory<NoConfig> {
            @Override public String name() { return "c"; }
            @Override public Class<NoConfig> configType() { return NoConfig.class; }
            @Override public Codec create(NoConfig config, PluginContext context) { return new C(); }
          }
          static final class C implements Codec {
            @Override public CodecId id() { return new CodecId("%s"); }
            @Override public TrackKind kind() { return TrackKind.AUDIO; }
            @Override public FlvMapping flv() {
              return new FlvMapping("test", OptionalInt.empty(), false, false);
            }
            @Override public FormatDetails describe(Bytes config) { throw new AssertionError(); }
            @Override public Inspection inspect(TrackFormat format, Bytes sample) { return Inspection.KEY; }
            @Override public Bytes sampleEntry(TrackFormat format) { return Bytes.EMPTY; }
          }
        }
        """
            .formatted(id));
  }

  /** Writes a jar with a time stamp of its own: two versions may be of one size. */
  private void drop(JarWorkshop jar, String name) {
    Path file = jar.pack(home.resolve("plugins").resolve(name));
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++written)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Kernel boot() {
    return boot(Map.of());
  }

  private Kernel boot(Map<String, String> environment) {
    Kernel kernel =
        Kernel.boot(
            KernelSetup.at(home)
                .systemFolder(home.resolve("etc"))
                .environment(environment)
                .pluginPeriod(Duration.ofMillis(30)));
    running = Optional.of(kernel);
    return kernel;
  }

  private static void until(BooleanSupplier reached) {
    await().atMost(Duration.ofSeconds(20)).until(reached::getAsBoolean);
  }

  private static List<String> verdicts(Kernel kernel) {
    return kernel.plugins().rateLimitPolicies().entries().stream()
        .map(Extension::value)
        .map((RateLimitPolicy policy) -> Requests.verdict(policy))
        .toList();
  }

  private static PluginStatus status(Kernel kernel, String name) {
    return kernel.plugins().statuses().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
