package io.xlive.mediakit.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Amf3ReaderTest {
  @ParameterizedTest
  @CsvSource({
    "0400, 0",
    "047f, 127",
    "048100, 128",
    "04ff7f, 16383",
    "04818000, 16384",
    "04ffff7f, 2097151",
    "0480c08000, 2097152",
    "04bfffffff, 268435455",
    "04c0808000, -268435456",
    "04ffffffff, -1"
  })
  void readsIntegersOfOneToFourBytes(String hex, double value) {
    assertThat(read(hex)).containsExactly(AmfValue.of(value));
  }

  @Test
  void readsEveryScalar() {
    assertThat(read("00 01 02 03"))
        .containsExactly(AmfValue.UNDEFINED, AmfValue.NULL, AmfValue.of(false), AmfValue.of(true));
    assertThat(read("05 c008000000000000")).containsExactly(AmfValue.of(-3));
    assertThat(read("06 07 666f6f 06 01 06 00"))
        .containsExactly(AmfValue.of("foo"), AmfValue.of(""), AmfValue.of("foo"));
    assertThat(read("07 09 3c612f3e 0b 09 3c612f3e"))
        .containsExactly(new AmfValue.Xml("<a/>"), new AmfValue.Xml("<a/>"));
    assertThat(read("08 01 4059000000000000 08 00"))
        .containsExactly(new AmfValue.Date(100, 0), new AmfValue.Date(100, 0));
    assertThat(read("0c 07 010203")).containsExactly(new AmfValue.Binary(Bytes.ofHex("010203")));
  }

  @Test
  void readsArrays() {
    assertThat(read("09 05 01 01 03 09 00"))
        .containsExactly(
            new AmfValue.StrictArray(List.of(AmfValue.NULL, AmfValue.of(true))),
            new AmfValue.StrictArray(List.of(AmfValue.NULL, AmfValue.of(true))));
    AmfValue.EcmaArray mixed = (AmfValue.EcmaArray) read("09 03 03 6b 04 05 01 03").get(0);
    assertThat(mixed.number("k")).hasValue(5);
    assertThat(mixed.property("0")).hasValue(AmfValue.of(true));
  }

  @Test
  void readsVectorsAndDictionaries() {
    assertThat(numbers("0d 05 00 00000001 ffffffff")).containsExactly(1.0, -1.0);
    assertThat(numbers("0e 05 00 00000001 ffffffff")).containsExactly(1.0, 4294967295.0);
    assertThat(numbers("0f 03 01 3ff0000000000000")).containsExactly(1.0);
    assertThat(read("10 05 00 01 03 01"))
        .containsExactly(new AmfValue.StrictArray(List.of(AmfValue.of(true), AmfValue.NULL)));
    AmfValue.EcmaArray dictionary =
        (AmfValue.EcmaArray) read("11 07 00 06 03 61 03 04 05 03 01 03").get(0);
    assertThat(dictionary.properties()).containsOnlyKeys("a", "5", "#2");
  }

  @Test
  void readsObjectsSealedDynamicAndBySharedTraits() {
    List<AmfValue> values =
        read("0a 23 03 43 03 61 03 62 04 01 04 02 0a 01 04 03 04 04 0a 0b 01 03 78 04 09 01");
    AmfValue.TypedObject second = (AmfValue.TypedObject) values.get(1);
    assertThat(second.className()).isEqualTo("C");
    assertThat(second.number("a")).hasValue(3);
    assertThat(second.number("b")).hasValue(4);
    assertThat(((AmfValue.ObjectValue) values.get(2)).number("x")).hasValue(9);
  }

  @Test
  void unwrapsTheTwoKnownWrappersAndRefusesOthers() {
    String collection =
        "0a 07 43 666c65782e6d6573736167696e672e696f2e4172726179436f6c6c656374696f6e";
    assertThat(read(collection + "04 07"))
        .containsExactly(new AmfValue.StrictArray(List.of(AmfValue.of(7))));
    assertMalformed("0a 07 03 43 04 07", "writes itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"06 00", "0a 01", "0a 00", "09 00", "06 02", "0a 05"})
  void refusesReferencesOutOfRange(String hex) {
    assertMalformed(hex, "not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "7f", "ff"})
  void refusesUnknownMarkers(String marker) {
    assertMalformed(marker, "unknown AMF3 marker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0c ffffffff 00",
        "09 ffffffff 01",
        "0d ffffffff 00 00",
        "11 bfffffff 00 00",
        "0a bffffff3 01"
      })
  void neverBelievesACount(String hex) {
    assertMalformed(hex, "than its message");
  }

  @Test
  void bindsDepth() {
    assertThat(read("09 03 01".repeat(31) + "09 01 01")).hasSize(1);
    assertMalformed("09 03 01".repeat(32) + "09 01 01", "deeper than 32");
    assertMalformed("09 03 01".repeat(70_000), "deeper than 32");
  }

  @Test
  void bindsTheNumberOfValuesOfAVectorToo() {
    Bytes vector = new BytesBuilder().u8(13).u16(0xBF7F).u8(0).zeros(4 * 4_095).build();
    assertThat(new Amf3Reader(vector).next()).isNotNull();
    BytesBuilder larger = new BytesBuilder().u8(13).u16(0xC001).u8(0).zeros(4 * 4_096);
    assertThatThrownBy(() -> new Amf3Reader(larger.build()).next())
        .hasMessageContaining("4096 values");
  }

  @Test
  void countsAStringEachTimeItIsNamed() {
    BytesBuilder bomb = new BytesBuilder().u8(6).u8(0x81).u8(0x80).u8(0x01).zeros(8_192);
    for (int i = 0; i < 31; i++) {
      bomb.u8(6).u8(0);
    }
    Bytes allowed = bomb.build();
    Amf3Reader reader = new Amf3Reader(allowed);
    while (reader.hasNext()) {
      reader.next();
    }
    Amf3Reader refused = new Amf3Reader(new BytesBuilder().bytes(allowed).u8(6).u8(0).build());
    assertThatThrownBy(
            () -> {
              while (refused.hasNext()) {
                refused.next();
              }
            })
        .hasMessageContaining("262144 bytes");
  }

  @Test
  void survives200000Mutants() {
    Mutants.run(
        200_000,
        AmfSeeds.AMF3,
        bytes -> {
          Amf3Reader reader = new Amf3Reader(bytes);
          while (reader.hasNext()) {
            reader.next();
          }
        });
  }

  private static List<Double> numbers(String hex) {
    return ((AmfValue.StrictArray) read(hex).get(0))
        .values().stream().map(value -> ((AmfValue.Number) value).value()).toList();
  }

  private static List<AmfValue> read(String hex) {
    Amf3Reader reader = new Amf3Reader(Bytes.ofHex(hex));
    List<AmfValue> values = new ArrayList<>();
    while (reader.hasNext()) {
      values.add(reader.next());
    }
    assertThat(reader.position()).isEqualTo(Bytes.ofHex(hex).length());
    return values;
  }

  private static void assertMalformed(String hex, String reason) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining(reason);
  }
}
