package io.xlive.plugin.vp9;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link Vp9Codec}. */
public final class Vp9Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PlainCodecFactory("vp9", Vp9Codec::new));
  }
}
