package io.xlive.spi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Who is at the other end of a connection.
 *
 * @param protocol as in {@code rtmp}, {@code hls}, {@code flv}
 * @param address where it comes from; behind a listed proxy the forwarded address
 * @param client what it calls itself (flashVer, User-Agent), cleaned of control characters, at most
 *     128 characters; may be empty
 * @param secure whether it came over TLS
 * @param connection the server's name for the connection, for logs: unique while the server runs
 */
public record Peer(
    String protocol, InetSocketAddress address, String client, boolean secure, String connection) {
  private static final int LONGEST_CLIENT = 128;

  public Peer {
    Objects.requireNonNull(address, "address");
    client = clean(client);
  }

  /** Whether it comes from this host itself. */
  public boolean loopback() {
    InetAddress ip = address.getAddress();
    return ip != null && ip.isLoopbackAddress();
  }

  /** The numeric address without a port. */
  public String host() {
    InetAddress ip = address.getAddress();
    return ip == null ? address.getHostString() : ip.getHostAddress();
  }

  private static String clean(String text) {
    if (text.length() <= LONGEST_CLIENT && plain(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .limit(LONGEST_CLIENT)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Whether it is all printable ASCII. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
