package io.xlive.plugin.av1;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link Av1Codec}. */
public final class Av1Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PlainCodecFactory("av1", Av1Codec::new));
  }
}
