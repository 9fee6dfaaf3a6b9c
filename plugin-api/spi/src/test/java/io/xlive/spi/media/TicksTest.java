package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 1000, 90000, 90000",
    "1, 90000, 1000, 0",
    "89, 90000, 1000, 0",
    "90, 90000, 1000, 1",
    "-1, 90000, 1000, -1",
    "-90, 90000, 1000, -1",
    "-91, 90000, 1000, -2",
    "1024, 48000, 1000, 21",
    "9223372036854775807, 1, 1, 9223372036854775807"
  })
  void roundsDown(long ticks, long from, long to, long expected) {
    assertThat(Ticks.rescale(ticks, from, to)).isEqualTo(expected);
  }

  @Test
  void isExactForAnythingThatFits() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      long ticks = random.nextLong() >> random.nextInt(63);
      long from = 1 + random.nextInt(10_000_000);
      long to = random.nextBoolean() ? 1 + random.nextInt(10_000_000) : 1_000_000_000L;
      BigInteger[] exact =
          BigInteger.valueOf(ticks)
              .multiply(BigInteger.valueOf(to))
              .divideAndRemainder(BigInteger.valueOf(from));
      BigInteger floor = exact[1].signum() < 0 ? exact[0].subtract(BigInteger.ONE) : exact[0];
      if (floor.bitLength() <= 63) {
        assertThat(Ticks.rescale(ticks, from, to)).isEqualTo(floor.longValueExact());
      } else {
        assertThatThrownBy(() -> Ticks.rescale(ticks, from, to))
            .isInstanceOf(ArithmeticException.class);
      }
    }
  }

  @Test
  void nanosecondsThereAndBack() {
    assertThat(Ticks.toNanos(90_000, 90_000)).isEqualTo(1_000_000_000L);
    assertThat(Ticks.fromNanos(Ticks.toNanos(12_345, 1000), 1000)).isEqualTo(12_345);
  }
}
