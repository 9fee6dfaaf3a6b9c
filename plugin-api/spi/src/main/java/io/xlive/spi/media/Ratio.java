package io.xlive.spi.media;

/**
 * An exact positive fraction, as a frame rate of 30000/1001.
 *
 * @param numerator 1 or more
 * @param denominator 1 or more
 */
public record Ratio(long numerator, long denominator) {
  /** 1:1. */
  public static final Ratio ONE = new Ratio(1, 1);

  public Ratio {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException("a ratio is positive: " + numerator + "/" + denominator);
    }
  }

  /** The nearest double: for people and playlists, never for time. */
  public double value() {
    return (double) numerator / denominator;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
