package io.xlive.plugin.aac;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/** A target for the fuzzer; a normal build runs it over the committed corpus only. */
class AacFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void configuration(byte[] bytes) {
    try {
      AudioSpecificConfig.parse(Bytes.copyOf(bytes)).details();
    } catch (XliveException e) {
      // the one answer to what is malformed
    }
  }
}
