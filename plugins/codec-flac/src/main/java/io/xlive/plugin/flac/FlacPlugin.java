package io.xlive.plugin.flac;

import io.xlive.spi.NoConfig;
import io.xlive.spi.Plugin;
import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link FlacCodec}. */
public final class FlacPlugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new Factory());
  }

  private static final class Factory implements CodecFactory<NoConfig> {
    @Override
    public String name() {
      return "flac";
    }

    @Override
    public Class<NoConfig> configType() {
      return NoConfig.class;
    }

    @Override
    public Codec create(NoConfig config, PluginContext context) {
      return new FlacCodec();
    }
  }
}
