package io.xlive.plugin.rtmp;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Tells when so few file descriptors are left that they belong to files, HTTP and the operator.
 * Counting them takes the kernel a while, so it is asked again after a quarter of the reserve was
 * used or a second has passed. Safe for any thread.
 */
final class DescriptorReserve {
  private static final long SECOND = 1_000_000_000L;

  private final int reserve;
  private final LongSupplier open;
  private final LongSupplier most;
  private final LongSupplier nanos;
  private final AtomicInteger left = new AtomicInteger();
  private volatile long askedAt;
  private volatile boolean reached;

  /**
   * A reserve.
   *
   * @param reserve descriptors to leave, 0 or more; 0 never asks
   * @param open descriptors that the process has open
   * @param most how many it may have
   * @param nanos a clock
   */
  DescriptorReserve(int reserve, LongSupplier open, LongSupplier most, LongSupplier nanos) {
    this.reserve = reserve;
    this.open = open;
    this.most = most;
    this.nanos = nanos;
  }

  /** Of this process; where the system does not count descriptors, nothing is ever reached. */
  static DescriptorReserve ofProcess(int reserve, LongSupplier nanos) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new DescriptorReserve(
            reserve, unix::getOpenFileDescriptorCount, unix::getMaxFileDescriptorCount, nanos)
        : new DescriptorReserve(0, () -> 0, () -> 0, nanos);
  }

  /** Whether only the reserve is left; to be asked once for each connection. */
  boolean reached() {
    if (reserve == 0) {
      return false;
    }
    long now = nanos.getAsLong();
    if (left.decrementAndGet() < 0 || reached || now - askedAt >= SECOND) {
      left.set(reserve / 4);
      askedAt = now;
      reached = most.getAsLong() - open.getAsLong() <= reserve;
    }
    return reached;
  }

  @Override
  public String toString() {
    return open.getAsLong() + " of " + most.getAsLong() + " descriptors are open";
  }
}
