package io.xlive.plugin.vp9;

import io.xlive.spi.NoConfig;
import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link Vp9Codec}. */
public final class Vp9Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new Factory());
  }

  private static final class Factory implements CodecFactory<NoConfig> {
    @Override
    public String name() {
      return "vp9";
    }

    @Override
    public Class<NoConfig> configType() {
      return NoConfig.class;
    }

    @Override
    public Codec create(NoConfig config, PluginContext context) {
      return new Vp9Codec();
    }
  }
}
