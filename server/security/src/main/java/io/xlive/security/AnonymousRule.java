package io.xlive.security;

import io.xlive.spi.Cidr;
import io.xlive.spi.Peer;
import io.xlive.spi.auth.Grant;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule of {@code auth.anonymous}: what a caller without credential may do, and from where.
 *
 * @param grant publish or play on some streams; observe too, never more
 * @param source from where
 */
record AnonymousRule(Grant grant, Source source) {

  /** Where a caller comes from. */
  sealed interface Source {
    /** From any address. */
    record Anywhere() implements Source {}

    /** From this host. */
    record Loopback() implements Source {}

    /** From a range of addresses. */
    record Range(Cidr cidr) implements Source {}
  }

  /**
   * Reads {@code publish:live/* from 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static AnonymousRule parse(String text) {
    String[] words = text.trim().split("\\s+", -1);
    if (words.length != 3 || !words[1].equals("from")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form: play:live/* from anywhere | loopback | 10.0.0.0/8");
    }
    Grant grant =
        Grant.parse(words[0])
            .orElseThrow(
                () -> new IllegalArgumentException("'" + words[0] + "' names no permission"));
    if (grant.permission() == Permission.MANAGE || grant.permission() == Permission.ADMIN) {
      throw new IllegalArgumentException(
          "'"
              + grant.permission().name().toLowerCase(Locale.ROOT)
              + "' cannot be given to everybody");
    }
    Source source =
        switch (words[2]) {
          case "anywhere" -> new Source.Anywhere();
          case "loopback" -> new Source.Loopback();
          default -> new Source.Range(Cidr.parse(words[2]));
        };
    return new AnonymousRule(grant, source);
  }

  /** Whether it lets a peer do something on a stream, or without a stream on the server. */
  boolean allows(Permission permission, Optional<StreamPath> path, Peer peer) {
    boolean granted =
        path.isPresent() ? grant.allows(permission, path.get()) : grant.allows(permission);
    return granted
        && switch (source) {
          case Source.Anywhere() -> true;
          case Source.Loopback() -> peer.loopback();
          case Source.Range(Cidr cidr) -> within(cidr, peer);
        };
  }

  private static boolean within(Cidr cidr, Peer peer) {
    InetAddress address = peer.address().getAddress();
    return address != null && cidr.contains(address);
  }
}
