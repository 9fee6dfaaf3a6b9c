package io.xlive.plugin.h264;

import io.xlive.mediakit.nal.NalCodec;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import java.util.OptionalInt;

/** H.264 (ITU-T H.264, ISO/IEC 14496-10). */
final class H264Codec {
  private static final int STREAM_TYPE = 0x1B;

  private H264Codec() {}

  static Codec create() {
    FlvMapping flv = new FlvMapping("avc1", OptionalInt.of(7), true, true);
    return new NalCodec("h264", flv, new H264Syntax(), STREAM_TYPE, "avcC");
  }
}
