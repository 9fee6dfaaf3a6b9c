package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaAnswerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip", "GZip", "br, gzip", " gzip ", "gzip;q=1", "gzip;q=0.5", "gzip;q=0.001",
            "gzip ; Q = 0.1",
        "br;q=0, gzip", "gzip;q=00", "gzip;q=0x", "gzip;q=", "gzip;x=0", "gzip;q=0;x=1", "gzip;",
            ",gzip"
      })
  void aClientTakesGzip(String accepted) {
    assertThat(MediaAnswer.acceptsGzip(accepted)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "gzip;q=0",
        "gzip;q=0.",
        "gzip;q=0.0",
        "gzip;q=0.000",
        "gzip ; Q = 0.00 ",
        "gzip\t;\tq\t=\t0",
        "x-gzip",
        "gzipx",
        "br;gzip",
        "gzip;q=0, gzip",
        "*",
        "gz ip",
        ","
      })
  void aClientDoesNotTakeGzip(String accepted) {
    assertThat(MediaAnswer.acceptsGzip(accepted)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 100_000})
  void whatStandsBehindManyOthersIsNotLookedFor(int others) {
    assertThat(MediaAnswer.acceptsGzip("br,".repeat(others) + "gzip")).isEqualTo(others <= 31);
  }
}
