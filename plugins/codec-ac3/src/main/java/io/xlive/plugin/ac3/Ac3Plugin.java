package io.xlive.plugin.ac3;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link Ac3Codec} and {@link Eac3Codec}. */
public final class Ac3Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(
        new PlainCodecFactory("ac-3", Ac3Codec::new),
        new PlainCodecFactory("ec-3", Eac3Codec::new));
  }
}
