package io.xlive.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.security.ForwardedAddress.Header;
import io.xlive.spi.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedAddressTest {
  private final ForwardedAddress listed =
      new ForwardedAddress(
          List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("10.0.0.0/8")), Header.X_FORWARDED_FOR);
  private final ForwardedAddress rfc =
      new ForwardedAddress(List.of(Cidr.parse("127.0.0.1")), Header.FORWARDED);

  @Test
  void nobodyIsBelievedWhoIsNotListed() {
    assertThat(listed.of(ip("203.0.113.9"), List.of("127.0.0.1"))).contains(ip("203.0.113.9"));
    ForwardedAddress none = new ForwardedAddress(List.of(), Header.X_FORWARDED_FOR);
    assertThat(none.of(ip("127.0.0.1"), List.of("203.0.113.9"))).contains(ip("127.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.9                    | 203.0.113.9
          1.2.3.4, 203.0.113.9           | 203.0.113.9
          127.0.0.1, 203.0.113.9         | 203.0.113.9
          203.0.113.9, 10.1.1.1          | 203.0.113.9
          203.0.113.9:5555, 10.1.1.1     | 203.0.113.9
          [2001:db8::1]:443              | 2001:db8::1
          2001:db8::1                    | 2001:db8::1
          10.2.2.2, 10.1.1.1             | 10.2.2.2
          rubbish, 203.0.113.9           | 203.0.113.9
          """)
  void theFirstAddressThatNoListedProxyHasIsTheTrueOne(String header, String expected) {
    assertThat(listed.of(ip("127.0.0.1"), List.of(header))).contains(ip(expected));
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(listed.of(ip("127.0.0.1"), List.of("1.2.3.4", "203.0.113.9, 10.0.0.1")))
        .contains(ip("203.0.113.9"));
  }

  @Test
  void aProxyThatForwardsNothingSpeaksForItself() {
    assertThat(listed.of(ip("127.0.0.1"), List.of())).contains(ip("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "example.org",
        "203.0.113.9,",
        "1.2.3.4.5",
        "999.1.1.1",
        "[2001:db8::1",
        "fe80::1%eth0"
      })
  void whatCannotBeReadHasNoOrigin(String header) {
    assertThat(listed.of(ip("127.0.0.1"), List.of(header))).isEmpty();
  }

  @Test
  void lengthAndHopsAreBounded() {
    assertThat(listed.of(ip("127.0.0.1"), List.of("10.0.0.1,".repeat(31) + "10.0.0.1")))
        .contains(ip("10.0.0.1"));
    assertThat(listed.of(ip("127.0.0.1"), List.of("10.0.0.1,".repeat(32) + "10.0.0.1"))).isEmpty();
    assertThat(listed.of(ip("127.0.0.1"), List.of(" ".repeat(4096) + "1.2.3.4"))).isEmpty();
  }

  @Test
  void readsForwardedOfRfc7239() {
    assertThat(rfc.of(ip("127.0.0.1"), List.of("for=192.0.2.60;proto=http;by=203.0.113.43")))
        .contains(ip("192.0.2.60"));
    assertThat(
            rfc.of(
                ip("127.0.0.1"), List.of("for=1.2.3.4, FOR=\"[2001:db8::17]:4711\"; proto=https")))
        .contains(ip("2001:db8::17"));
    assertThat(rfc.of(ip("127.0.0.1"), List.of("proto=https"))).isEqualTo(Optional.empty());
    assertThat(rfc.of(ip("127.0.0.1"), List.of("for=_hidden"))).isEqualTo(Optional.empty());
  }

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }
}
