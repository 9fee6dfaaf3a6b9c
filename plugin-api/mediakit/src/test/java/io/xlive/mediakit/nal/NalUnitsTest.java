package io.xlive.mediakit.nal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NalUnitsTest {
  private static final Bytes ONE = Bytes.ofHex("09f0");
  private static final Bytes TWO = Bytes.ofHex("419a246c");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void readsWhatItWrites(int lengthSize) {
    Bytes joined = NalUnits.join(List.of(ONE, TWO), lengthSize);

    assertThat(joined.length()).isEqualTo(6 + 2 * lengthSize);
    assertThat(NalUnits.lengthPrefixed(joined, lengthSize)).contains(List.of(ONE, TWO));
  }

  @ParameterizedTest
  @CsvSource({
    "00000002 09f0 00, a length cut off",
    "00000003 09f0, longer than the sample",
    "ffffffff 09f0, negative as Java has it",
  })
  void lengthsMustComeOutEven(String hex, String what) {
    assertThat(NalUnits.lengthPrefixed(Bytes.ofHex(hex), 4)).as(what).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00000001 09f0 000001 419a246c, long and short start codes",
    "000001 09f0 00000000000001 419a246c 000000, zero bytes behind a unit",
    "ff00000109f0000001419a246c, bytes before the first one",
  })
  void splitsAtStartCodes(String hex, String what) {
    assertThat(NalUnits.annexB(Bytes.ofHex(hex))).as(what).containsExactly(ONE, TWO);
  }

  @ParameterizedTest
  @CsvSource({"000001, true", "00000001, true", "0001, false", "000002, false", "0000, false"})
  void knowsAStartCode(String hex, boolean is) {
    assertThat(NalUnits.startsWithStartCode(Bytes.ofHex(hex))).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "67 000003 01, 000001",
    "67 000003 000003, 00000000",
    "67 000003, 0000",
    "67 0003 000003 03, 0003 0000 03",
    "67 01020304, 01020304",
  })
  void takesEmulationPreventionOut(String unit, String payload) {
    assertThat(NalUnits.payload(Bytes.ofHex(unit), 1, 100)).isEqualTo(Bytes.ofHex(payload));
  }

  @Test
  void looksNoFurtherThanTheLimit() {
    assertThat(NalUnits.payload(Bytes.ofHex("67 01020304"), 1, 2)).isEqualTo(Bytes.ofHex("0102"));
    assertThat(NalUnits.payload(Bytes.ofHex("67"), 2, 100)).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({"4096, true", "4097, false"})
  void boundsTheNumberOfUnits(int count, boolean fine) {
    BytesBuilder lengths = new BytesBuilder();
    BytesBuilder codes = new BytesBuilder();
    for (int i = 0; i < count; i++) {
      lengths.u8(1).u8(9);
      codes.u24(1).u8(9);
    }
    Bytes stream = codes.build();

    assertThat(NalUnits.lengthPrefixed(lengths.build(), 1).isPresent()).isEqualTo(fine);
    if (fine) {
      assertThat(NalUnits.annexB(stream)).hasSize(count);
    } else {
      assertThatThrownBy(() -> NalUnits.annexB(stream)).isInstanceOf(XliveException.class);
    }
  }

  @Test
  void aUnitMustFitItsLength() {
    Bytes of256 = new BytesBuilder().zeros(256).build();

    assertThatThrownBy(() -> NalUnits.join(List.of(of256), 1)).isInstanceOf(XliveException.class);
    assertThat(NalUnits.join(List.of(of256), 2).length()).isEqualTo(258);
  }
}
