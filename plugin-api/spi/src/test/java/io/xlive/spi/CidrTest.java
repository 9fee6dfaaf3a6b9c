package io.xlive.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,      10.255.255.255, true",
    "10.0.0.0/8,      11.0.0.0,       false",
    "10.1.2.3/8,      10.9.9.9,       true",
    "192.0.2.128/25,  192.0.2.127,    false",
    "192.0.2.128/25,  192.0.2.128,    true",
    "192.0.2.7,       192.0.2.7,      true",
    "192.0.2.7,       192.0.2.8,      false",
    "0.0.0.0/0,       203.0.113.1,    true",
    "0.0.0.0/0,       ::1,            false",
    "2001:db8::/33,   2001:db8:7fff::1, true",
    "2001:db8::/33,   2001:db8:8000::1, false",
    "::1,             ::1,            true",
    "::ffff:10.0.0.1, 10.0.0.1,       true"
  })
  void containsWhatSharesItsPrefix(String range, String address, boolean inside) {
    assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "localhost",
        "example.org/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "1.2.3.999",
        "::1/129",
        "::g",
        "fe80::1%lo",
        "10.0.0.0/1000",
        " 10.0.0.1"
      })
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverLooksANameUp() {
    assertThat(Cidr.address("localhost")).isEmpty();
    assertThat(Cidr.address("a".repeat(100_000))).isEmpty();
    assertThat(Cidr.address("::1")).contains(InetAddress.ofLiteral("::1"));
  }
}
