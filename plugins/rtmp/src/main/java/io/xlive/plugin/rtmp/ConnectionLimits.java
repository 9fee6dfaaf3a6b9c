package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections, in all and per address; an IPv6 address counts as its /64. Safe for any
 * thread.
 */
final class ConnectionLimits {
  private final RtmpLimits limits;
  private final AddressList exempt;
  private final AtomicInteger total = new AtomicInteger();
  private final AtomicInteger halfOpen = new AtomicInteger();
  private final Map<String, Count> addresses = new ConcurrentHashMap<>();

  ConnectionLimits(RtmpLimits limits) {
    this.limits = limits;
    this.exempt = AddressList.parse("rtmp.limits.exempt", limits.exempt());
  }

  private record Count(int open, int halfOpen) {
    private static final Count NONE = new Count(0, 0);

    private Count plus(int moreOpen, int moreHalfOpen) {
      return new Count(open + moreOpen, halfOpen + moreHalfOpen);
    }
  }

  /** One connection's share. */
  final class Lease {
    private final Optional<String> key;
    private boolean half = true;
    private boolean open = true;

    private Lease(Optional<String> key) {
      this.key = key;
    }

    /** Connect is through: no longer half open. Idempotent. */
    synchronized void established() {
      if (half && open) {
        half = false;
        halfOpen.decrementAndGet();
        add(key, 0, -1);
      }
    }

    /** The connection is gone. Idempotent. */
    synchronized void release() {
      if (open) {
        open = false;
        total.decrementAndGet();
        if (half) {
          halfOpen.decrementAndGet();
        }
        add(key, -1, half ? -1 : 0);
      }
    }
  }

  /** Whether no further connection fits in all. */
  boolean full() {
    return total.get() >= limits.connections();
  }

  /** Connections now. */
  int open() {
    return total.get();
  }

  /** Those that have not finished connect. */
  int halfOpen() {
    return halfOpen.get();
  }

  /** Addresses with a connection. */
  int addresses() {
    return addresses.size();
  }

  /**
   * Admits a connection.
   *
   * @throws XliveException naming rule and key when a limit is reached
   */
  Lease admit(InetAddress address) {
    Optional<String> key = exempt.contains(address) ? Optional.empty() : Optional.of(key(address));
    if (total.incrementAndGet() > limits.connections()) {
      total.decrementAndGet();
      throw refused(limits.connections() + " connections", "connections");
    }
    if (halfOpen.incrementAndGet() > limits.halfOpen()) {
      halfOpen.decrementAndGet();
      total.decrementAndGet();
      throw refused(limits.halfOpen() + " half-open connections", "half-open");
    }
    Count now = add(key, 1, 1);
    Lease lease = new Lease(key);
    if (now.open() > limits.connectionsPerAddress()) {
      lease.release();
      throw refused(
          limits.connectionsPerAddress() + " connections from one address",
          "connections-per-address");
    }
    if (now.halfOpen() > limits.halfOpenPerAddress()) {
      lease.release();
      throw refused(
          limits.halfOpenPerAddress() + " half-open connections from one address",
          "half-open-per-address");
    }
    return lease;
  }

  private Count add(Optional<String> key, int open, int half) {
    if (key.isEmpty()) {
      return Count.NONE;
    }
    Count now =
        addresses.compute(
            key.get(),
            (k, count) -> {
              Count sum = (count == null ? Count.NONE : count).plus(open, half);
              return sum.open() == 0 ? null : sum;
            });
    return now == null ? Count.NONE : now;
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static XliveException refused(String what, String key) {
    return new XliveException(
        RtmpError.TOO_MANY_CONNECTIONS, "already " + what + " (rtmp.limits." + key + ")");
  }
}
