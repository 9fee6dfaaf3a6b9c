package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the connections that one address has open, an IPv6 address with its whole /64: whoever has
 * one of these has them all. Listed proxies stand for many clients and are not counted. Safe for
 * any thread.
 */
final class AddressLimit {
  private static final Logger LOG = LoggerFactory.getLogger(AddressLimit.class);
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final List<Cidr> exempt;
  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final AtomicLong quietUntil;

  /** {@code nanos} is a clock such as {@link System#nanoTime}. */
  AddressLimit(HttpConfig config, LongSupplier nanos) {
    this.most = config.maxConnectionsPerAddress();
    this.exempt = ranges(config.trustedProxies());
    this.nanos = nanos;
    this.quietUntil = new AtomicLong(nanos.getAsLong());
  }

  /** Counts a connection; {@link #left} must follow also when it says no. */
  boolean entered(InetAddress from) {
    int now = open.merge(network(from), 1, Integer::sum);
    if (now <= most || exempt.stream().anyMatch(range -> range.contains(from))) {
      return true;
    }
    long time = nanos.getAsLong();
    long quiet = quietUntil.get();
    if (time - quiet >= 0 && quietUntil.compareAndSet(quiet, time + TimeUnit.SECONDS.toNanos(1))) {
      LOG.warn(
          "closed a connection from {}: it has {} open (http.max-connections-per-address)",
          from.getHostAddress(),
          now - 1);
    }
    return false;
  }

  /** A connection that was counted is closed. */
  void left(InetAddress from) {
    open.computeIfPresent(network(from), (address, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have something open. */
  int addresses() {
    return open.size();
  }

  private static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length <= NETWORK_BYTES) {
      return address;
    }
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private static List<Cidr> ranges(List<String> texts) {
    List<Cidr> ranges = new ArrayList<>();
    for (String text : texts) {
      try {
        ranges.add(Cidr.parse(text));
      } catch (IllegalArgumentException told) {
        // The web application refuses to start for it, with a sentence.
        continue;
      }
    }
    return List.copyOf(ranges);
  }
}
