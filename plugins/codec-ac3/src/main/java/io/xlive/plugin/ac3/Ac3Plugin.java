package io.xlive.plugin.ac3;

import io.xlive.spi.NoConfig;
import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;
import java.util.function.Supplier;

/** Brings {@link Ac3Codec} and {@link Eac3Codec}. */
public final class Ac3Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new Factory("ac-3", Ac3Codec::new), new Factory("ec-3", Eac3Codec::new));
  }

  private record Factory(String name, Supplier<Codec> make) implements CodecFactory<NoConfig> {
    @Override
    public Class<NoConfig> configType() {
      return NoConfig.class;
    }

    @Override
    public Codec create(NoConfig config, PluginContext context) {
      return make.get();
    }
  }
}
