package io.xlive.kernel;

import io.xlive.spi.Plugin;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.microprofile.health.HealthCheck;
import org.slf4j.Logger;

/**
 * Builds plugin jars as a third party does: compiled against the plugin API and nothing else of the
 * server.
 */
final class JarWorkshop {
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();

  JarWorkshop() {
    labels.put("Xlive-Spi", "1.0");
  }

  /** A jar with one plugin class that is named as a service. */
  static JarWorkshop plugin(String className, String source) {
    return new JarWorkshop().classes(Map.of(className, source)).service(className);
  }

  /** A plugin that brings one rate-limit policy whose verdict is that rule. */
  static JarWorkshop policy(String packageName, String policyName, String ruleExpression) {
    return policy(packageName, policyName, ruleExpression, Map.of());
  }

  /** The same with a library that it bundles. */
  static JarWorkshop policy(
      String packageName, String policyName, String ruleExpression, Map<String, String> library) {
    String source =
        """
        package %s;
        import io.xlive.spi.*;
        import io.xlive.spi.ratelimit.*;
        import java.time.Duration;
        import java.util.List;
        public final class Main implements Plugin {
          @Override public List<RateLimitPolicyFactory<?>> rateLimitPolicies() {
            return List.of(new Factory());
          }
          static String park() {
            while (!Thread.currentThread().isInterrupted()) {
              java.util.concurrent.locks.LockSupport.park();
            }
            return "parked";
          }
          static final class Factory implements RateLimitPolicyFactory<NoConfig> {
            @Override public String name() { return "%s"; }
            @Override public Class<NoConfig> configType() { return NoConfig.class; }
            @Override public RateLimitPolicy create(NoConfig config, PluginContext context) {
              return request -> new RateLimitVerdict.Refused(%s, Duration.ofSeconds(1));
            }
          }
        }
        """
            .formatted(packageName, policyName, ruleExpression);
    Map<String, String> sources = new TreeMap<>(library);
    sources.put(packageName + ".Main", source);
    return new JarWorkshop().classes(sources).service(packageName + ".Main");
  }

  /** Compiles sources, by class name, against the plugin API and what is in the jar already. */
  JarWorkshop classes(Map<String, String> sources) {
    try {
      Path out = Files.createTempDirectory("classes");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        write(out.resolve(file.getKey()), file.getValue());
      }
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((name, source) -> units.add(new Source(name, source)));
      List<String> options =
          List.of("-d", out.toString(), "-proc:none", "-classpath", apiClassPath() + ":" + out);
      if (!compiler.getTask(messages, null, null, options, null, units).call()) {
        throw new IllegalArgumentException(messages.toString());
      }
      try (Stream<Path> all = Files.walk(out)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(out.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      LoadedPlugin.delete(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static String apiClassPath() {
    return Stream.of(Plugin.class, Logger.class, IdentityStore.class, HealthCheck.class)
        .map(
            type -> {
              try {
                return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
              } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(Collectors.joining(":"));
  }

  JarWorkshop service(String className) {
    return file("META-INF/services/io.xlive.spi.Plugin", className.getBytes());
  }

  JarWorkshop file(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  JarWorkshop without(String name) {
    files.remove(name);
    return this;
  }

  byte[] bytes(String name) {
    return files.get(name);
  }

  JarWorkshop label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  JarWorkshop withoutLabel(String name) {
    labels.remove(name);
    return this;
  }

  /** Writes the jar, atomically as a careful operator does. */
  Path pack(Path jar) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    labels.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    try {
      Files.createDirectories(jar.getParent());
      Path written = Files.createTempFile("jar", ".tmp");
      try (OutputStream out = Files.newOutputStream(written);
          JarOutputStream entries = new JarOutputStream(out, manifest)) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          entries.putNextEntry(new JarEntry(file.getKey()));
          entries.write(file.getValue());
          entries.closeEntry();
        }
      }
      Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
