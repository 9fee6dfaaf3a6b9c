package io.xlive.plugin.opus;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link OpusCodec}. */
public final class OpusPlugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PlainCodecFactory("opus", OpusCodec::new));
  }
}
