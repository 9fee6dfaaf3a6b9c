package io.xlive.spi;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses in a configuration: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one
 * address. Names are never looked up. IPv4 addresses in IPv6 clothing ({@code ::ffff:10.0.0.1})
 * count as the IPv4 addresses that they are.
 *
 * @param network the first address; bits behind the prefix do not matter
 * @param prefix how many leading bits count, 0..32 or 0..128
 */
public record Cidr(InetAddress network, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > network.getAddress().length * 8) {
      throw new IllegalArgumentException("no such prefix length: " + prefix);
    }
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException for anything but a literal address with an optional prefix
   *     length
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress network =
        address(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not an address range such as 10.0.0.0/8: " + text));
    if (slash < 0) {
      return new Cidr(network, network.getAddress().length * 8);
    }
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("not an address range such as 10.0.0.0/8: " + text);
    }
    return new Cidr(network, Integer.parseInt(prefix));
  }

  /** A literal address; empty for anything else, never a name look-up. */
  public static Optional<InetAddress> address(String text) {
    boolean literal =
        text.length() <= 45 && (text.indexOf(':') >= 0 || text.matches("\\d{1,3}(\\.\\d{1,3}){3}"));
    if (!literal || text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is inside. */
  public boolean contains(InetAddress address) {
    byte[] wanted = network.getAddress();
    byte[] given = address.getAddress();
    if (wanted.length != given.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (wanted[i] != given[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((wanted[whole] ^ given[whole]) & 0xFF) >> (8 - rest) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
