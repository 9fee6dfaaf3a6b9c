package io.xlive.mediakit.codec;

import io.xlive.spi.NoConfig;
import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;
import java.util.function.Supplier;

/**
 * Makes a codec that has nothing to configure.
 *
 * @param name the factory's name
 * @param codec makes one
 */
public record PlainCodecFactory(String name, Supplier<Codec> codec)
    implements CodecFactory<NoConfig> {
  @Override
  public Class<NoConfig> configType() {
    return NoConfig.class;
  }

  @Override
  public Codec create(NoConfig config, PluginContext context) {
    return codec.get();
  }
}
