package io.xlive.spi;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Measures. The names follow Prometheus ({@code xlive_rtmp_connections}): unit as suffix, {@code
 * _total} for counters. A meter is looked up once and kept in a field, never per packet.
 * Registering the same name and tags again replaces the former.
 */
public interface Meters {
  /**
   * A count that only grows; read at scrape time from, say, a {@link
   * java.util.concurrent.atomic.LongAdder}.
   */
  void counter(String name, String help, Map<String, String> tags, LongSupplier value);

  /** A value that goes up and down, read at scrape time. */
  void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value);

  /** A distribution of durations. */
  Timing timing(String name, String help, Map<String, String> tags);

  /** Records durations. */
  @FunctionalInterface
  interface Timing {
    /** Adds one, in nanoseconds; costs some 200 ns. */
    void record(long nanos);
  }
}
