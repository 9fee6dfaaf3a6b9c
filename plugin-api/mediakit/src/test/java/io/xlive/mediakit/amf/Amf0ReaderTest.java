package io.xlive.mediakit.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0ReaderTest {
  private static final String CONNECT =
      "02 0007 636f6e6e656374 00 3ff0000000000000"
          + "03 0003 617070 02 0004 6c697665 0008 666c617368566572 05 0000 09";

  @Test
  void readsAConnectCommand() {
    List<AmfValue> values = read(CONNECT);
    assertThat(values.get(0)).isEqualTo(AmfValue.of("connect"));
    assertThat(values.get(1)).isEqualTo(AmfValue.of(1));
    AmfValue.Keyed object = (AmfValue.Keyed) values.get(2);
    assertThat(object.text("app")).hasValue("live");
    assertThat(object.property("flashVer")).hasValue(AmfValue.NULL);
    assertThat(object.property("none")).isEmpty();
  }

  @Test
  void readsEveryMarker() {
    assertThat(read("00 c008000000000000")).containsExactly(AmfValue.of(-3));
    assertThat(read("01 00 01 07")).containsExactly(AmfValue.of(false), AmfValue.of(true));
    assertThat(read("05 06 0d"))
        .containsExactly(AmfValue.NULL, AmfValue.UNDEFINED, AmfValue.UNDEFINED);
    assertThat(read("0b 4059000000000000 ffc4")).containsExactly(new AmfValue.Date(100, -60));
    assertThat(read("0c 00000002 c3a9")).containsExactly(AmfValue.of("\u00e9"));
    assertThat(read("0f 00000004 3c612f3e")).containsExactly(new AmfValue.Xml("<a/>"));
    assertThat(read("0a 00000002 05 0101"))
        .containsExactly(new AmfValue.StrictArray(List.of(AmfValue.NULL, AmfValue.of(true))));
    assertThat(read("10 0001 43 0001 61 05 0000 09"))
        .containsExactly(
            new AmfValue.TypedObject(
                "C", AmfValue.ObjectValue.builder().put("a", AmfValue.NULL).object().properties()));
  }

  @Test
  void followsReferences() {
    List<AmfValue> values = read("03 0001 61 0a 00000000 0000 09 07 0001 07 0000");
    assertThat(values.get(1)).isEqualTo(new AmfValue.StrictArray(List.of()));
    assertThat(values.get(2)).isSameAs(values.get(0));
  }

  @Test
  void refusesAReferenceOutOfRangeAndOneToAnObjectAroundIt() {
    assertMalformed("03 0000 09 07 0001", "not there");
    assertMalformed("03 0001 61 07 0000 0000 09", "from inside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"04", "0e", "09", "12", "ff"})
  void refusesUnknownMarkers(String marker) {
    assertMalformed(marker, "unknown AMF0 marker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "00000001", "00000002", "ffffffff"})
  void toleratesAnEcmaArrayWhoseCountLies(String count) {
    List<AmfValue> values = read("08 " + count + " 0001 61 05 0000 09 05");
    assertThat(values).hasSize(2);
    assertThat(((AmfValue.EcmaArray) values.get(0)).properties()).containsOnlyKeys("a");
  }

  @Test
  void toleratesAnEcmaArrayThatEndsWithTheMessage() {
    assertThat(((AmfValue.EcmaArray) read("08 00000001 0001 61 05").get(0)).properties())
        .containsOnlyKeys("a");
    assertMalformed("08 00000002 0001 61 05", "ends inside");
  }

  @Test
  void knowsAPropertyWithAnEmptyNameFromTheEndOfAnObject() {
    assertThat(((AmfValue.ObjectValue) read("03 0000 05 0000 09").get(0)).properties())
        .containsOnlyKeys("");
  }

  @Test
  void goesOverToAmf3AndBack() {
    assertThat(read("11 06 07 666f6f 01 01"))
        .containsExactly(AmfValue.of("foo"), AmfValue.of(true));
  }

  @Test
  void neverReadsPastTheEnd() {
    Bytes whole = Bytes.ofHex(CONNECT);
    for (int length = 1; length < whole.length(); length++) {
      Amf0Reader reader = new Amf0Reader(whole.slice(0, length));
      if (length != 10 && length != 19) { // exactly after the first or the second value
        assertThatThrownBy(
                () -> {
                  while (reader.hasNext()) {
                    reader.next();
                  }
                })
            .isInstanceOf(XliveException.class);
      }
    }
  }

  @Test
  void refusesAStrictArrayLargerThanItsMessageBeforeReadingIt() {
    assertMalformed("0a ffffffff 05 05", "larger than its message");
    assertMalformed("0a 00000003 05 05", "larger than its message");
  }

  @Test
  void bindsDepth() {
    assertThat(read(nested(31))).hasSize(1);
    assertThat(read(nested(32))).hasSize(1);
    assertMalformed(nested(33), "deeper than 32");
    assertMalformed("0a00000001".repeat(70_000), "deeper than 32");
  }

  @Test
  void countsTheDepthBehindAReference() {
    String array31 = "0a 00000001".repeat(30) + "0a 00000000";
    assertThat(read("0a 00000002" + array31 + "07 0001")).hasSize(1);
    assertMalformed("0a 00000002" + array31 + "0a 00000001 07 0001", "deeper than 32");
  }

  @Test
  void bindsTheNumberOfValues() {
    assertThat(Amf0Reader.readAll(nulls(4_095))).hasSize(4_095);
    assertThat(Amf0Reader.readAll(nulls(4_096))).hasSize(4_096);
    assertThatThrownBy(() -> Amf0Reader.readAll(nulls(4_097))).hasMessageContaining("4096 values");
  }

  @Test
  void countsWhatReferencesMultiply() {
    StringBuilder bomb = new StringBuilder("0a 00000001 0a 00000001 05");
    for (int level = 0; level < 12; level++) {
      bomb.append("0a 00000002 07 %04x 07 %04x".formatted(level + 1, level + 1));
    }
    assertMalformed(bomb.toString(), "values");
  }

  @Test
  void bindsTheBytesOfStrings() {
    int limit = 256 << 10;
    assertThat(Amf0Reader.readAll(longText(limit - 1))).hasSize(1);
    assertThat(Amf0Reader.readAll(longText(limit))).hasSize(1);
    assertThatThrownBy(() -> Amf0Reader.readAll(longText(limit + 1)))
        .hasMessageContaining("262144 bytes");
  }

  @Test
  void survives200000Mutants() {
    Mutants.run(
        200_000,
        AmfSeeds.AMF0,
        bytes ->
            new Amf0Writer(new BytesBuilder())
                .write(new AmfValue.StrictArray(Amf0Reader.readAll(bytes))));
  }

  private static String nested(int depth) {
    return "0a 00000001".repeat(depth - 1) + "0a 00000000";
  }

  private static Bytes nulls(int count) {
    BytesBuilder out = new BytesBuilder();
    for (int i = 0; i < count; i++) {
      out.u8(5);
    }
    return out.build();
  }

  private static Bytes longText(int length) {
    return new BytesBuilder().u8(12).u32(length).zeros(length).build();
  }

  private static List<AmfValue> read(String hex) {
    return Amf0Reader.readAll(Bytes.ofHex(hex));
  }

  private static void assertMalformed(String hex, String reason) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining(reason);
  }
}
