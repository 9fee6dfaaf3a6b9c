package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.testkit.ConfigDefaults;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "connections,rtmp.limits.connections",
    "connections-per-address,rtmp.limits.connections-per-address",
    "half-open,rtmp.limits.half-open",
    "half-open-per-address,rtmp.limits.half-open-per-address"
  })
  void admitsUpToEachLimitAndAgainAfterOneIsGone(String key, String named) throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(ConfigDefaults.of(RtmpLimits.class, Map.of(key, "3")));
    List<ConnectionLimits.Lease> leases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      leases.add(limits.admit(ip("192.0.2.1")));
    }
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limits.admit(ip("192.0.2.1")))
          .isInstanceOf(XliveException.class)
          .hasMessageContaining("(" + named + ")");
    }
    leases.getFirst().release();
    leases.getFirst().release();
    limits.admit(ip("192.0.2.1"));
    assertThatThrownBy(() -> limits.admit(ip("192.0.2.1"))).isInstanceOf(XliveException.class);
  }

  @Test
  void shippedAreAHundredHalfOpenPerAddressAndTwoThousandInAll() throws Exception {
    ConnectionLimits limits = new ConnectionLimits(ConfigDefaults.of(RtmpLimits.class));
    for (int address = 1; address <= 20; address++) {
      for (int i = 0; i < 100; i++) {
        limits.admit(ip("192.0.2." + address));
      }
      String full = "192.0.2." + address;
      if (address < 20) {
        assertThatThrownBy(() -> limits.admit(ip(full)))
            .hasMessageContaining("(rtmp.limits.half-open-per-address)");
      }
    }
    assertThat(limits.halfOpen()).isEqualTo(2_000);
    assertThatThrownBy(() -> limits.admit(ip("192.0.2.99")))
        .hasMessageContaining("(rtmp.limits.half-open)");
  }

  @Test
  void countsAConnectionAsHalfOpenOnlyUntilConnect() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(
            ConfigDefaults.of(RtmpLimits.class, Map.of("half-open-per-address", "1")));
    ConnectionLimits.Lease lease = limits.admit(ip("192.0.2.1"));
    lease.established();
    lease.established();
    limits.admit(ip("192.0.2.1")).release();
    lease.release();
    assertThat(limits.open()).isZero();
    assertThat(limits.halfOpen()).isZero();
    assertThat(limits.addresses()).isZero();
  }

  @Test
  void takesAnIpv6NetworkAsOneAddress() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(
            ConfigDefaults.of(RtmpLimits.class, Map.of("connections-per-address", "1")));
    limits.admit(ip("2001:db8:1:2::1"));
    assertThatThrownBy(() -> limits.admit(ip("2001:db8:1:2:ffff::9")))
        .isInstanceOf(XliveException.class);
    limits.admit(ip("2001:db8:1:3::1"));
  }

  @Test
  void leavesListedAddressesAlone() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(
            ConfigDefaults.of(
                RtmpLimits.class, Map.of("connections-per-address", "1", "exempt", "10.0.0.0/8")));
    limits.admit(ip("10.1.1.1"));
    limits.admit(ip("10.1.1.1"));
    assertThat(limits.open()).isEqualTo(2);
  }

  private static InetAddress ip(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
