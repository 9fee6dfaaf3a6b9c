package io.xlive.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that stands still until a test moves it: as an {@link InstantSource} and as a nanosecond
 * clock. Safe for any thread.
 */
public final class FakeClock implements InstantSource {
  /** Where it starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong();

  /** Starts at {@link #START}, the nanosecond clock at 0. */
  public FakeClock() {}

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  /**
   * What {@link System#nanoTime()} would say; give {@code clock::nanos} where a {@code
   * LongSupplier} is wanted.
   */
  public long nanos() {
    return nanos.get();
  }

  /** Moves on. */
  public FakeClock advance(Duration by) {
    nanos.addAndGet(by.toNanos());
    return this;
  }

  /** Moves on by milliseconds. */
  public FakeClock advanceMillis(long by) {
    return advance(Duration.ofMillis(by));
  }
}
