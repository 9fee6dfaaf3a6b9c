package io.xlive.mediakit.nal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

/** A target for the fuzzer; a normal build runs it over the committed corpus only. */
class NalUnitsFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void split(byte[] input) {
    Bytes bytes = Bytes.copyOf(input);
    for (int size : new int[] {1, 2, 4}) {
      Optional<List<Bytes>> units = NalUnits.lengthPrefixed(bytes, size);
      units.ifPresent(
          list ->
              assertThat(NalUnits.lengthPrefixed(NalUnits.join(list, size), size)).contains(list));
    }
    if (bytes.length() < NalUnits.MAX_UNITS) {
      NalUnits.annexB(bytes)
          .forEach(unit -> assertThat(NalUnits.payload(unit, 1, 64).length()).isLessThan(65));
    }
  }
}
