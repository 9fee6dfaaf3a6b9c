package io.xlive.plugin.mp3;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link Mp3Codec}. */
public final class Mp3Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PlainCodecFactory("mp3", Mp3Codec::new));
  }
}
