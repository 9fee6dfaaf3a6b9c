package io.xlive.testkit;

import io.xlive.spi.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Peers from the documentation's address blocks (RFC 5737). */
public final class FakePeers {
  private FakePeers() {}

  /** An encoder at 192.0.2.1. */
  public static Peer publisher() {
    return at("rtmp", 192, 0, 2, 1);
  }

  /** A player at 198.51.100.{@code last}. */
  public static Peer player(int last) {
    return at("hls", 198, 51, 100, last);
  }

  /** Somebody on this host. */
  public static Peer local() {
    return at("rtmp", 127, 0, 0, 1);
  }

  private static Peer at(String protocol, int... address) {
    byte[] bytes = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      bytes[i] = (byte) address[i];
    }
    try {
      InetSocketAddress socket = new InetSocketAddress(InetAddress.getByAddress(bytes), 40_000);
      return new Peer(protocol, socket, "testkit", false, protocol + "-1");
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}
