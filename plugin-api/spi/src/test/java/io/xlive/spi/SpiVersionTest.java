package io.xlive.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.2, 1.2, true",
    "1.2, 1.1, true",
    "1.2, 1.3, false",
    "1.2, 2.0, false",
    "2.0, 1.2, false",
    "1.10, 1.9, true"
  })
  void runsWhatIsOfTheSameMajorAndNoNewer(String server, String plugin, boolean runs) {
    assertThat(SpiVersion.parse(server).runs(SpiVersion.parse(plugin))).isEqualTo(runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", ".1", "1.0.0", "1.0-SNAPSHOT", "-1.0", "1.00000", "a.b"})
  void refusesWhatIsNoVersion(String text) {
    assertThatThrownBy(() -> SpiVersion.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
