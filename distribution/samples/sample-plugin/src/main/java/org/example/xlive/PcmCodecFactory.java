package org.example.xlive;

import io.xlive.spi.PluginContext;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.CodecFactory;

/** Makes the codec {@code pcm}. */
final class PcmCodecFactory implements CodecFactory<PcmConfig> {
  @Override
  public String name() {
    return "pcm";
  }

  @Override
  public Class<PcmConfig> configType() {
    return PcmConfig.class;
  }

  @Override
  public Codec create(PcmConfig config, PluginContext context) {
    return new PcmCodec(config);
  }
}
