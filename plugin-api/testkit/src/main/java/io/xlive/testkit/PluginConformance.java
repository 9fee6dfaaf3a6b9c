package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.xlive.spi.ExtensionFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * What every plugin must do, as JUnit tests. Immutable.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> conforms(@TempDir Path home) {
 *   return PluginConformance.of(new MyPlugin(), home).tests();
 * }
 * }</pre>
 *
 * <p>Checked: names and configuration records of all factories; that each makes its extension from
 * the defaults; that codecs are total over hostile bytes; that identity stores let nobody in by
 * accident; that rate-limit policies never throw. Nothing is started but identity stores.
 */
public final class PluginConformance {
  private final Plugin plugin;
  private final Path home;
  private final Map<String, Map<String, String>> configurations;
  private final Map<String, CodecSamples> samples;
  private final List<Recording> recordings;

  /**
   * Valid input of a codec, from which hostile input is made.
   *
   * @param config its configuration record
   * @param samples one or more of its samples
   */
  record CodecSamples(Bytes config, List<Bytes> samples) {}

  /** Samples of a codec that stand in a resource. */
  private record Recording(String codec, String name, RecordedSamples samples) {}

  private PluginConformance(
      Plugin plugin,
      Path home,
      Map<String, Map<String, String>> configurations,
      Map<String, CodecSamples> samples,
      List<Recording> recordings) {
    this.plugin = plugin;
    this.home = home;
    this.configurations = Map.copyOf(configurations);
    this.samples = Map.copyOf(samples);
    this.recordings = List.copyOf(recordings);
  }

  /** The suite for a plugin; {@code home} is a temporary folder. */
  public static PluginConformance of(Plugin plugin, Path home) {
    return new PluginConformance(plugin, home, Map.of(), Map.of(), List.of());
  }

  /** Keys that a factory cannot do without, as {@link ConfigDefaults#of(Class, Map)} takes them. */
  public PluginConformance configured(String factory, Map<String, String> changes) {
    Map<String, Map<String, String>> more = new HashMap<>(configurations);
    more.put(factory, changes);
    return new PluginConformance(plugin, home, more, samples, recordings);
  }

  /** Valid input of a codec; without it only noise is tried. */
  public PluginConformance codecSamples(String codecId, Bytes config, Bytes... valid) {
    Map<String, CodecSamples> more = new HashMap<>(samples);
    more.put(codecId, new CodecSamples(config, List.of(valid)));
    return new PluginConformance(plugin, home, configurations, more, recordings);
  }

  /**
   * Recordings of a codec, in the form of {@link RecordedSamples}: instead of {@link #codecSamples}
   * and with far more hostile input, some 400,000 pieces for each recording.
   *
   * @param beside the class that the resources stand beside
   */
  public PluginConformance recordings(String codecId, Class<?> beside, String... resources) {
    List<Recording> more = new ArrayList<>(recordings);
    for (String resource : resources) {
      more.add(new Recording(codecId, resource, RecordedSamples.of(beside, resource)));
    }
    return new PluginConformance(plugin, home, configurations, samples, more);
  }

  /** The tests. */
  public Stream<DynamicNode> tests() {
    Map<String, List<? extends ExtensionFactory<?, ?>>> kinds = new LinkedHashMap<>();
    kinds.put("ingest", plugin.ingests());
    kinds.put("output", plugin.outputs());
    kinds.put("codec", plugin.codecs());
    kinds.put("auth provider", plugin.authProviders());
    kinds.put("rate-limit policy", plugin.rateLimitPolicies());
    kinds.put("stream listener", plugin.streamListeners());
    List<DynamicNode> nodes = new ArrayList<>();
    nodes.add(
        dynamicTest(
            "brings something",
            () -> assertThat(kinds.values().stream().mapToInt(List::size).sum()).isPositive()));
    kinds.forEach(
        (kind, factories) -> {
          nodes.add(dynamicTest(kind + " names", () -> FactoryRules.names(factories)));
          for (ExtensionFactory<?, ?> factory : factories) {
            nodes.add(dynamicContainer(kind + " " + factory.name(), tests(factory)));
          }
        });
    recordings.forEach(recording -> nodes.add(hostile(recording)));
    return nodes.stream();
  }

  private DynamicNode hostile(Recording recording) {
    return dynamicContainer(
        "hostile input of " + recording.codec() + " from " + recording.name(),
        Stream.of(
            dynamicTest(
                "records", () -> new HostileCodec(codec(recording)).records(recording.samples())),
            dynamicTest(
                "samples", () -> new HostileCodec(codec(recording)).samples(recording.samples()))));
  }

  private Codec codec(Recording recording) {
    return plugin.codecs().stream()
        .<Codec>map(factory -> make(factory, changes(factory)))
        .filter(codec -> codec.id().value().equals(recording.codec()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no codec " + recording.codec()));
  }

  private Optional<CodecSamples> samples(Codec codec) {
    String id = codec.id().value();
    return recordings.stream()
        .filter(recording -> recording.codec().equals(id))
        .map(Recording::samples)
        .findFirst()
        .map(found -> new CodecSamples(found.format(codec).config(), found.smallest(3)))
        .or(() -> Optional.ofNullable(samples.get(id)));
  }

  private Map<String, String> changes(ExtensionFactory<?, ?> factory) {
    return configurations.getOrDefault(factory.name(), Map.of());
  }

  private <C extends Record, T> Stream<DynamicNode> tests(ExtensionFactory<C, T> factory) {
    Map<String, String> changes = changes(factory);
    List<DynamicNode> nodes = new ArrayList<>();
    nodes.add(
        dynamicTest(
            "configuration", () -> FactoryRules.configuration(factory.configType(), changes)));
    nodes.add(
        dynamicTest("is made", () -> assertThat((Object) make(factory, changes)).isNotNull()));
    nodes.add(
        dynamicTest("behaves", () -> ExtensionRules.check(make(factory, changes), this::samples)));
    return nodes.stream();
  }

  private <C extends Record, T> T make(
      ExtensionFactory<C, T> factory, Map<String, String> changes) {
    C config = ConfigDefaults.of(factory.configType(), changes);
    return factory.create(config, new FakePluginContext(home));
  }
}
