package io.xlive.benchmark;

import io.xlive.spi.Plugin;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import io.xlive.spi.codec.Codecs;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.FakePluginContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The codecs of the plugins on the class path, for the benchmarks of single steps. */
public final class ShippedCodecs {
  private ShippedCodecs() {}

  /** All of them with their defaults. */
  public static Codecs load() {
    FakePluginContext context = new FakePluginContext(Path.of("target"));
    List<Codec> codecs = new ArrayList<>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      plugin.codecs().forEach(factory -> codecs.add(make(factory, context)));
    }
    return new FakeCodecs(codecs.toArray(new Codec[0]));
  }

  private static <C extends Record> Codec make(CodecFactory<C> factory, FakePluginContext context) {
    return factory.create(ConfigDefaults.of(factory.configType()), context);
  }
}
