package io.xlive.plugin.h264;

import io.xlive.mediakit.codec.PlainCodecFactory;
import io.xlive.spi.Plugin;
import io.xlive.spi.codec.CodecFactory;
import java.util.List;

/** Brings {@link H264Codec}. */
public final class H264Plugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PlainCodecFactory("h264", H264Codec::create));
  }
}
