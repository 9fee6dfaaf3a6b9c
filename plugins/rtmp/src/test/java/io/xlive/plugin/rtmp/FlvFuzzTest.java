package io.xlive.plugin.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/** Coverage-guided with {@code JAZZER_FUZZ=1}; otherwise each file of the corpus once. */
class FlvFuzzTest {
  /** Messages of one publication, each a type, a length of 16 bits and a body. */
  @FuzzTest(maxDuration = "1m")
  void messages(byte[] input) {
    Bytes bytes = Bytes.copyOf(input);
    MediaLog log = new MediaLog();
    FlvPacketizer packetizer = new FlvPacketizer(FlvTestCodec.all(), FlvCapabilities.PLAIN);
    int at = 0;
    try {
      while (bytes.length() - at >= 3) {
        int length = Math.min(bytes.u16(at + 1), bytes.length() - at - 3);
        log.message(bytes.u8(at), at, bytes.slice(at + 3, length));
        at += 3 + length;
      }
    } catch (XliveException e) {
      // The publication is refused: the one failure there is.
    }
    log.frames.forEach(packetizer::frame);
  }
}
