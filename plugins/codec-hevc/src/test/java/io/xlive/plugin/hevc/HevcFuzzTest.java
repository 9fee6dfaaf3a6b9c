package io.xlive.plugin.hevc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/** A target for the fuzzer; a normal build runs it over the committed corpus only. */
class HevcFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void sequenceParameterSet(byte[] bytes) {
    try {
      SequenceParameterSet.parse(Bytes.copyOf(bytes));
    } catch (XliveException e) {
      // the one answer to what is malformed
    }
  }
}
