package io.xlive.mediakit.flv;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.mediakit.Fuzz;
import io.xlive.spi.media.Bytes;

/** Coverage-guided with {@code JAZZER_FUZZ=1}; otherwise each file of the corpus once. */
class FlvFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void video(byte[] input) {
    Fuzz.totally(() -> VideoTag.parse(Bytes.copyOf(input)));
  }

  @FuzzTest(maxDuration = "1m")
  void audio(byte[] input) {
    Fuzz.totally(() -> AudioTag.parse(Bytes.copyOf(input)));
  }

  @FuzzTest(maxDuration = "1m")
  void file(byte[] input) {
    Fuzz.totally(
        () -> {
          FlvReader reader = new FlvReader(Bytes.copyOf(input));
          while (reader.next().isPresent()) {
            // only that it ends
          }
        });
  }
}
