package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xlive.spi.Plugin;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
  private static final String EMPTY =
      "package bad; public final class Main implements io.xlive.spi.Plugin { %s }";

  @TempDir Path folder;

  @Test
  void sayThatAJarIsTruncated() throws IOException {
    Path jar = JarWorkshop.policy("cut", "cut", "\"x\"").pack(folder.resolve("cut.jar"));
    byte[] all = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(all, all.length - 40));
    assertThat(refusal()).isEqualTo("is truncated or damaged");
  }

  @Test
  void sayThatAFileIsNoZip() throws IOException {
    Files.writeString(folder.resolve("readme.jar"), "this is a text");
    assertThat(refusal()).isEqualTo("is not a zip file");
  }

  @Test
  void sayThatAnEmptyFileIsNoZip() throws IOException {
    Files.createFile(folder.resolve("empty.jar"));
    assertThat(refusal()).isEqualTo("is not a zip file");
  }

  @Test
  void sayWhichJavaAJarWasBuiltFor() {
    JarWorkshop jar = JarWorkshop.plugin("bad.Main", EMPTY.formatted(""));
    byte[] newer = jar.bytes("bad/Main.class").clone();
    newer[7] = 99; // major version of the class file: Java 55
    jar.file("bad/Main.class", newer).pack(folder.resolve("newer.jar"));
    assertThat(refusal())
        .isEqualTo(
            "was built for Java 55, this server runs on Java " + Runtime.version().feature());
  }

  @Test
  void sayThatAClassIsDamaged() {
    JarWorkshop jar = JarWorkshop.plugin("bad.Main", EMPTY.formatted(""));
    jar.file("bad/Main.class", Arrays.copyOf(jar.bytes("bad/Main.class"), 60))
        .pack(folder.resolve("damaged.jar"));
    assertThat(refusal()).isEqualTo("holds a damaged class");
  }

  @Test
  void sayWhichClassIsMissing() {
    new JarWorkshop()
        .classes(
            Map.of(
                "lib.Gone",
                "package lib; public class Gone {}",
                "bad.Main",
                EMPTY.formatted("private final lib.Gone gone = new lib.Gone();")))
        .without("lib/Gone.class")
        .service("bad.Main")
        .pack(folder.resolve("missing.jar"));
    assertThat(refusal())
        .isEqualTo("needs class lib.Gone, which is neither in it nor shared by the server");
  }

  @Test
  void sayWhatAConstructorThrows() {
    JarWorkshop.plugin(
            "bad.Main",
            EMPTY.formatted("public Main() { throw new IllegalStateException(\"no\"); }"))
        .pack(folder.resolve("throwing.jar"));
    assertThat(refusal()).isEqualTo("throws IllegalStateException: no");
  }

  @Test
  void sayThatAServiceEntryNamesAClassThatIsNotThere() {
    JarWorkshop.plugin("bad.Main", EMPTY.formatted(""))
        .service("bad.Other")
        .pack(folder.resolve("entry.jar"));
    assertThat(refusal())
        .isEqualTo("META-INF/services/io.xlive.spi.Plugin names bad.Other, which is not in it");
  }

  @Test
  void sayThatAServiceEntryNamesNoPlugin() {
    new JarWorkshop()
        .classes(Map.of("bad.Other", "package bad; public class Other {}"))
        .service("bad.Other")
        .pack(folder.resolve("entry.jar"));
    assertThat(refusal())
        .isEqualTo("META-INF/services/io.xlive.spi.Plugin names a class that is no plugin");
  }

  @Test
  void sayThatThereIsNoServiceEntry() {
    JarWorkshop.plugin("bad.Main", EMPTY.formatted(""))
        .without(JarCheck.SERVICE)
        .pack(folder.resolve("none.jar"));
    assertThat(refusal())
        .isEqualTo("has no META-INF/services/io.xlive.spi.Plugin that names its plugin class");
  }

  @Test
  void refuseAnotherMajorAndANewerMinorPluginApi() {
    JarWorkshop jar = JarWorkshop.policy("old", "old", "\"x\"");
    jar.label("Xlive-Spi", "2.0").pack(folder.resolve("a.jar"));
    assertThat(refusal()).isEqualTo("was built for plugin API 2.0, this server has 1.0");
    jar.label("Xlive-Spi", "1.1").pack(folder.resolve("a.jar"));
    assertThat(refusal()).isEqualTo("was built for plugin API 1.1, this server has 1.0");
    jar.label("Xlive-Spi", "new").pack(folder.resolve("a.jar"));
    assertThat(refusal()).isEqualTo("its manifest's Xlive-Spi is not a version such as 1.0");
    jar.withoutLabel("Xlive-Spi").pack(folder.resolve("a.jar"));
    assertThat(refusal())
        .isEqualTo("its manifest does not say Xlive-Spi, the plugin API it was built for");
  }

  @Test
  void refuseAPluginThatBringsNothing() {
    JarWorkshop.plugin("bad.Main", EMPTY.formatted("")).pack(folder.resolve("a.jar"));
    assertThat(refusal()).isEqualTo("brings no extension");
  }

  @Test
  void loadOnlyPinnedJarsWhenThereArePins() throws Exception {
    Path jar = JarWorkshop.policy("pinned", "pinned", "\"x\"").pack(folder.resolve("a.jar"));
    String hex =
        HexFormat.of()
            .withUpperCase()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    new PluginLoader(List.of("a.jar=" + hex)).load(source()).close();
    assertThat(refusal("a.jar=" + "0".repeat(64)))
        .isEqualTo("a.jar has another checksum than in plugins.sha256");
    assertThat(refusal("b.jar=" + hex)).isEqualTo("a.jar is not listed in plugins.sha256");
  }

  @Test
  void showAPluginItsOwnResourcesThoseOfTheApiAndNoneOfTheServer() throws Exception {
    JarWorkshop.policy("own", "own", "\"x\"")
        .file("own.txt", new byte[] {1})
        .file("META-INF/services/java.lang.Runnable", "own.Main".getBytes())
        .pack(folder.resolve("a.jar"));
    try (LoadedPlugin plugin = new PluginLoader(List.of()).load(source())) {
      ClassLoader loader = plugin.loader();
      assertThat(loader.getResource("own.txt")).isNotNull();
      assertThat(resources(loader, JarCheck.SERVICE)).hasSize(1);
      assertThat(resources(loader, "META-INF/services/java.lang.Runnable")).hasSize(1);
      // on the server's class path, but none of the plugin's business
      String engine = "META-INF/services/org.junit.platform.engine.TestEngine";
      assertThat(getClass().getClassLoader().getResource(engine)).isNotNull();
      assertThat(resources(loader, engine)).isEmpty();
      assertThat(loader.getResource(engine)).isNull();
      assertThat(loader.getResource("io/xlive/kernel/Kernel.class")).isNull();
      assertThat(loader.getResource("io/xlive/spi/Plugin.class")).isNotNull();
      assertThat(resources(loader, "io/xlive/spi/Plugin.class")).hasSize(1);
    }
  }

  @Test
  void shareTheClassesOfTheApiAndHideThoseOfTheServer() throws Exception {
    JarWorkshop.policy("own", "own", "\"x\"").pack(folder.resolve("a.jar"));
    try (LoadedPlugin plugin = new PluginLoader(List.of()).load(source())) {
      ClassLoader loader = plugin.loader();
      assertThat(loader.loadClass(Plugin.class.getName())).isSameAs(Plugin.class);
      assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
      assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
      for (String hidden :
          List.of("io.xlive.kernel.Kernel", "org.yaml.snakeyaml.Yaml", "jakarta.inject.Inject")) {
        assertThat(
                catchThrowableOfType(ClassNotFoundException.class, () -> loader.loadClass(hidden)))
            .as(hidden)
            .isNotNull();
      }
    }
  }

  @Test
  void workFromACopySoThatTheJarMayGo() throws Exception {
    Path jar = JarWorkshop.policy("own", "own", "\"x\"").pack(folder.resolve("a.jar"));
    LoadedPlugin plugin = new PluginLoader(List.of()).load(source());
    Files.delete(jar);
    assertThat(plugin.loader().getResource("own/Main.class")).isNotNull();
    plugin.close();
    assertThat(plugin.copies()).doesNotExist();
  }

  private PluginSource source() {
    List<PluginSource> sources = new PluginScan(List.of(folder)).scan().sources();
    assertThat(sources).hasSize(1);
    return sources.getFirst();
  }

  private String refusal(String... pins) {
    return catchThrowableOfType(
            PluginRefusal.class, () -> new PluginLoader(List.of(pins)).load(source()))
        .reason();
  }

  private static List<URL> resources(ClassLoader loader, String name) throws IOException {
    return Collections.list(loader.getResources(name));
  }
}
