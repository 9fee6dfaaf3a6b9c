package io.xlive.security;

import io.xlive.spi.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a request behind proxies really comes from. A header is believed as far as listed
 * proxies wrote it: from the connection's own address leftwards, up to the first address that is no
 * listed proxy.
 *
 * <p>Which header it is must be known: whoever believes two can be lied to in the one that the
 * proxy does not overwrite.
 */
public final class ForwardedAddress {
  private static final int MOST_HOPS = 32;
  private static final int MOST_CHARACTERS = 4096;

  private final List<Cidr> proxies;

  /** How proxies say it. */
  public enum Header {
    /** {@code X-Forwarded-For: client, proxy}. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** {@code Forwarded: for=client;proto=https, for=proxy} of RFC 7239. */
    FORWARDED("Forwarded");

    private final String header;

    Header(String header) {
      this.header = header;
    }

    /** Its name on the wire. */
    public String header() {
      return header;
    }
  }

  private final Header header;

  /**
   * {@code proxies} are those of {@code http.trusted-proxies}; none means that no header is
   * believed.
   */
  public ForwardedAddress(List<Cidr> proxies, Header header) {
    this.proxies = List.copyOf(proxies);
    this.header = header;
  }

  /** Which header is to be given to {@link #of}. */
  public Header header() {
    return header;
  }

  /**
   * The true address.
   *
   * @param connection the address at the other end of the connection
   * @param values all values of the header, in order
   * @return empty when a listed proxy forwards something that cannot be read: the request is to be
   *     refused, for its origin is unknown
   */
  public Optional<InetAddress> of(InetAddress connection, List<String> values) {
    InetAddress at = connection;
    if (!trusted(at) || values.isEmpty()) {
      return Optional.of(at);
    }
    String joined = String.join(",", values);
    if (joined.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    List<String> hops = hops(joined);
    if (hops.size() > MOST_HOPS) {
      return Optional.empty();
    }
    for (int i = hops.size() - 1; i >= 0 && trusted(at); i--) {
      Optional<InetAddress> hop =
          header == Header.FORWARDED ? forwarded(hops.get(i)) : node(hops.get(i));
      if (hop.isEmpty()) {
        return Optional.empty();
      }
      at = hop.get();
    }
    return Optional.of(at);
  }

  private boolean trusted(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  /** Cuts at commas outside of quotes. */
  private static List<String> hops(String text) {
    List<String> hops = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        hops.add(text.substring(from, i).trim());
        from = i + 1;
      }
    }
    hops.add(text.substring(from).trim());
    return hops;
  }

  private static Optional<InetAddress> forwarded(String element) {
    for (String pair : element.split(";", -1)) {
      String trimmed = pair.trim();
      if (trimmed.regionMatches(true, 0, "for=", 0, 4)) {
        String value = trimmed.substring(4).trim();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
          value = value.substring(1, value.length() - 1);
        }
        return node(value);
      }
    }
    return Optional.empty();
  }

  /** An address with or without port, an IPv6 one in brackets when there is a port. */
  private static Optional<InetAddress> node(String text) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      return close < 0 ? Optional.empty() : Cidr.address(text.substring(1, close));
    }
    int colon = text.indexOf(':');
    boolean port = colon >= 0 && colon == text.lastIndexOf(':');
    return Cidr.address(port ? text.substring(0, colon) : text);
  }
}
