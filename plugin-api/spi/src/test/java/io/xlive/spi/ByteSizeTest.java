package io.xlive.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "512, 512, 512",
    "512B, 512, 512",
    "64KiB, 65536, 64KiB",
    "64 KiB, 65536, 64KiB",
    "4MiB, 4194304, 4MiB",
    "1GiB, 1073741824, 1GiB",
    "1024, 1024, 1KiB",
    "1536KiB, 1572864, 1536KiB"
  })
  void readsAndWrites(String text, long bytes, String written) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(written);
    assertThat(ByteSize.parse(written)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1.5MiB",
        "1MB",
        "1 M",
        "MiB",
        "1mib",
        "9999999999999999",
        "0x10",
        "1 1"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999GiB"})
  void refusesWhatNoLongHolds(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(ArithmeticException.class);
  }
}
