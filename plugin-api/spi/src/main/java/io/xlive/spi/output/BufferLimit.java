package io.xlive.spi.output;

import java.time.Duration;

/**
 * Bounds a subscription's ring; whichever is reached first makes it drop to the next key frame.
 *
 * @param duration media time between the oldest and the newest waiting frame, positive
 * @param bytes payload bytes waiting, positive
 */
public record BufferLimit(Duration duration, long bytes) {
  /** 2 s or 4 MiB. */
  public static final BufferLimit DEFAULT = new BufferLimit(Duration.ofSeconds(2), 4L << 20);

  public BufferLimit {
    if (duration.isNegative() || duration.isZero() || bytes < 1) {
      throw new IllegalArgumentException("a buffer limit is positive: " + duration + ", " + bytes);
    }
  }
}
