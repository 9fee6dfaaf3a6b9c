package io.xlive.plugin.hevc;

import io.xlive.mediakit.nal.NalCodec;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import java.util.OptionalInt;

/** HEVC (ITU-T H.265, ISO/IEC 23008-2). */
final class HevcCodec {
  private static final int STREAM_TYPE = 0x24;

  private HevcCodec() {}

  static Codec create() {
    FlvMapping flv = new FlvMapping("hvc1", OptionalInt.of(12), true, true);
    return new NalCodec("hevc", flv, new HevcSyntax(), STREAM_TYPE, "hvcC");
  }
}
