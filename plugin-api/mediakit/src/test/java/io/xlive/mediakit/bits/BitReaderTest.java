package io.xlive.mediakit.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitReaderTest {
  @Test
  void readsAcrossBytes() {
    BitReader in = new BitReader(Bytes.ofHex("a5c3 ffffffff 80"));

    assertThat(in.bits(3)).isEqualTo(0b101);
    assertThat(in.bits(0)).isZero();
    assertThat(in.bits(9)).isEqualTo(0b0_0101_1100);
    assertThat(in.position()).isEqualTo(12);
    in.align();
    assertThat(in.u32()).isEqualTo(0xFFFF_FFFFL);
    assertThat(in.flag()).isTrue();
    assertThat(in.remaining()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "80, 0, 0",
    "40, 1, 1",
    "60, 2, -1",
    "20, 3, 2",
    "28, 4, -2",
    "00000001 fffffffe, 4294967294, -2147483647",
  })
  void readsExpGolombCodes(String hex, long unsigned, long signed) {
    assertThat(new BitReader(Bytes.ofHex(hex)).ue()).isEqualTo(unsigned);
    assertThat(new BitReader(Bytes.ofHex(hex)).se()).isEqualTo(signed);
  }

  @Test
  void boundsExpGolombCodes() {
    assertThatThrownBy(() -> new BitReader(Bytes.ofHex("00000000 ffffffff ff")).ue())
        .isInstanceOf(XliveException.class);
    assertThat(new BitReader(Bytes.ofHex("28")).ue(4)).isEqualTo(4);
    assertThatThrownBy(() -> new BitReader(Bytes.ofHex("28")).ue(3))
        .isInstanceOf(XliveException.class);
  }

  @Test
  void theEndIsMalformedMedia() {
    BitReader in = new BitReader(Bytes.ofHex("ff"));
    in.skip(5);

    assertThatThrownBy(() -> in.bits(4)).isInstanceOf(XliveException.class);
    assertThat(in.bits(3)).isEqualTo(7);
    assertThatThrownBy(in::flag).isInstanceOf(XliveException.class);
    assertThatThrownBy(() -> in.skip(Long.MAX_VALUE)).isInstanceOf(XliveException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 254, 65_535, Integer.MAX_VALUE - 1})
  void readsWhatTheWriterWrites(int value) {
    BitReader in =
        new BitReader(
            new BitWriter().flag(true).ue(value).bits(value, 32).align().bits(5, 3).build());

    assertThat(in.flag()).isTrue();
    assertThat(in.ue()).isEqualTo(value);
    assertThat(in.u32()).isEqualTo(value);
    in.align();
    assertThat(in.bits(3)).isEqualTo(5);
  }
}
