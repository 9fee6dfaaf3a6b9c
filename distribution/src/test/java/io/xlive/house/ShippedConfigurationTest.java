package io.xlive.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.flv.FlvConfig;
import io.xlive.hls.HlsConfig;
import io.xlive.kernel.ConfigReference;
import io.xlive.kernel.ConfigSection;
import io.xlive.kernel.ExtensionKind;
import io.xlive.kernel.HttpConfig;
import io.xlive.kernel.LogConfig;
import io.xlive.kernel.ObsConfig;
import io.xlive.kernel.PluginsConfig;
import io.xlive.security.AuthConfig;
import io.xlive.spi.ExtensionFactory;
import io.xlive.spi.Plugin;
import io.xlive.stream.StreamConfig;
import io.xlive.testkit.GoldenFile;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The shipped {@code conf/conf.yaml} and the documentation's table of keys are made from the
 * records of server and plugins. After a change of a key run this test once with {@code
 * -Dgolden.rewrite=true} and commit what it wrote.
 */
class ShippedConfigurationTest {
  private final SourceTree tree = SourceTree.find();

  @Test
  void theShippedFileSaysWhatTheCodeDoes() {
    GoldenFile.at(tree.root().resolve("conf/conf.yaml")).matches(reference().yaml());
  }

  @Test
  void theDocumentedTableSaysWhatTheCodeDoes() {
    String page =
        """
        # Settings

        Made from the code. `XLIVE_<KEY>` in the environment goes before `conf.yaml`: `XLIVE_RTMP_PORT` sets `rtmp.port`.
        `hls.port` is another name of `http.port`.

        """;
    GoldenFile.at(tree.root().resolve("distribution/docs/settings.md"))
        .matches(page + reference().table());
  }

  @Test
  void everyKeyThatIsDeclaredIsInThem() throws IOException {
    Set<String> listed = new TreeSet<>();
    sections().forEach(section -> collect(section.type(), listed));
    List<String> forgotten = new ArrayList<>();
    for (Path source : tree.mainSources()) {
      String name = String.valueOf(source.getFileName()).replace(".java", "");
      if (Files.readString(source).contains("@ConfigKey(") && !listed.contains(name)) {
        forgotten.add(tree.root().relativize(source).toString());
      }
    }
    assertThat(forgotten).as("records with keys that no section reaches").isEmpty();
  }

  /** The names of the files that declare a record and those below it. */
  private static void collect(Class<?> type, Set<String> names) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    names.add(outermost.getSimpleName());
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isRecord()) {
        collect(component.getType(), names);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> item
          && item.isRecord()) {
        collect(item, names);
      }
    }
  }

  private static ConfigReference reference() {
    return new ConfigReference(sections());
  }

  private static List<ConfigSection> sections() {
    List<ConfigSection> sections = new ArrayList<>();
    sections.add(new ConfigSection("http", HttpConfig.class));
    List<ConfigSection> plugins = new ArrayList<>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      add(plugins, ExtensionKind.INGEST, plugin.ingests());
      add(plugins, ExtensionKind.OUTPUT, plugin.outputs());
      add(plugins, ExtensionKind.CODEC, plugin.codecs());
      add(plugins, ExtensionKind.AUTH_PROVIDER, plugin.authProviders());
      add(plugins, ExtensionKind.RATE_LIMIT_POLICY, plugin.rateLimitPolicies());
      add(plugins, ExtensionKind.STREAM_LISTENER, plugin.streamListeners());
    }
    plugins.sort(Comparator.comparing(ConfigSection::prefix));
    plugins.stream().filter(section -> !section.prefix().contains(".")).forEach(sections::add);
    sections.add(new ConfigSection("hls", HlsConfig.class));
    sections.add(new ConfigSection("flv", FlvConfig.class));
    sections.add(new ConfigSection("obs", ObsConfig.class));
    sections.add(new ConfigSection("stream", StreamConfig.class));
    sections.add(new ConfigSection("auth", AuthConfig.class));
    plugins.stream().filter(section -> section.prefix().contains(".")).forEach(sections::add);
    sections.add(new ConfigSection("plugins", PluginsConfig.class));
    sections.add(new ConfigSection("log", LogConfig.class));
    return sections;
  }

  private static void add(
      List<ConfigSection> sections,
      ExtensionKind kind,
      List<? extends ExtensionFactory<?, ?>> factories) {
    for (ExtensionFactory<?, ?> factory : factories) {
      sections.add(new ConfigSection(kind.section(factory.name()), factory.configType()));
    }
  }
}
