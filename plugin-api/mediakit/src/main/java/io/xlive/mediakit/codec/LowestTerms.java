package io.xlive.mediakit.codec;

import io.xlive.spi.media.Ratio;

/** Shortens fractions as bit streams write them. */
public final class LowestTerms {
  private LowestTerms() {}

  /**
   * The ratio of two numbers in lowest terms.
   *
   * @param numerator 1 or more
   * @param denominator 1 or more
   */
  public static Ratio of(long numerator, long denominator) {
    long a = numerator;
    long b = denominator;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return new Ratio(numerator / a, denominator / a);
  }
}
