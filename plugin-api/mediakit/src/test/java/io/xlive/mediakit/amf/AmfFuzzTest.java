package io.xlive.mediakit.amf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.mediakit.Fuzz;
import io.xlive.spi.media.Bytes;

/** Coverage-guided with {@code JAZZER_FUZZ=1}; otherwise each file of the corpus once. */
class AmfFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void amf0(byte[] input) {
    Fuzz.totally(
        () -> Amf0Writer.encode(Amf0Reader.readAll(Bytes.copyOf(input)).toArray(AmfValue[]::new)));
  }

  @FuzzTest(maxDuration = "1m")
  void amf3(byte[] input) {
    Fuzz.totally(
        () -> {
          Amf3Reader reader = new Amf3Reader(Bytes.copyOf(input));
          while (reader.hasNext()) {
            reader.next();
          }
        });
  }
}
