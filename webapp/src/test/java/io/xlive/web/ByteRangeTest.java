package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=0-100, 0, 99",
    "bytes=99-, 99, 99",
    "bytes=50-60, 50, 60",
    "bytes=-1, 99, 99",
    "bytes=-100, 0, 99",
    "bytes=-101, 0, 99",
    "bytes=0-999999999999999999, 0, 99",
    "'bytes= 50-60 ', 50, 60",
  })
  void oneRange(String header, long from, long to) {
    assertThat(ByteRange.read(Optional.of(header), 100))
        .isEqualTo(new ByteRange.Verdict.Part(new ByteRange(from, to)));
  }

  @ParameterizedTest
  @CsvSource({"bytes=100-", "bytes=100-200", "bytes=-0"})
  void outsideOfTheBody(String header) {
    assertThat(ByteRange.read(Optional.of(header), 100))
        .isEqualTo(new ByteRange.Verdict.Unsatisfiable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-1,3-4",
        "bytes=-",
        "bytes=5-4",
        "items=0-1",
        "bytes",
        "bytes=a-b",
        "bytes=1",
        "bytes=1 -2",
        "bytes=0-1000000000000000000",
        "bytes=1000000000000000000-",
        "bytes=١-",
        "bytes=--1",
        "bytes=0-9999999999999999999999"
      })
  void isIgnoredOtherwise(String header) {
    assertThat(ByteRange.read(Optional.of(header), 100)).isEqualTo(new ByteRange.Verdict.Whole());
  }

  @Test
  void withoutHeaderTheWholeBody() {
    assertThat(ByteRange.read(Optional.empty(), 100)).isEqualTo(new ByteRange.Verdict.Whole());
  }
}
