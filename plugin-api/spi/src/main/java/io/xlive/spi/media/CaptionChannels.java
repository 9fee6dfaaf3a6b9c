package io.xlive.spi.media;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which channels of closed captions a video track carries inside its pictures: CC1 to CC4 of
 * ANSI/CTA-608-E, services 1 to 63 of ANSI/CTA-708-E. Immutable; adding what is there already gives
 * the same instance, so looking at every frame allocates nothing.
 */
public final class CaptionChannels {
  /** No captions. */
  public static final CaptionChannels NONE = new CaptionChannels(0, 0);

  private static final int MOST_LINES = 4;
  private static final int MOST_SERVICES = 63;

  private final int lines;
  private final long services;

  private CaptionChannels(int lines, long services) {
    this.lines = lines;
    this.services = services;
  }

  /**
   * These and one of CTA-608.
   *
   * @param number 1..4 for CC1..CC4
   * @throws IllegalArgumentException for any other number
   */
  public CaptionChannels withLine(int number) {
    return with(lines | 1 << checked(number, MOST_LINES), services);
  }

  /**
   * These and a service of CTA-708.
   *
   * @param number 1..63
   * @throws IllegalArgumentException for any other number
   */
  public CaptionChannels withService(int number) {
    return with(lines, services | 1L << checked(number, MOST_SERVICES));
  }

  /** These and those. */
  public CaptionChannels and(CaptionChannels others) {
    return with(lines | others.lines, services | others.services);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return lines == 0 && services == 0;
  }

  /** Numbers of the channels of CTA-608, ascending. */
  public List<Integer> lines() {
    return numbers(lines, MOST_LINES);
  }

  /** Numbers of the services of CTA-708, ascending. */
  public List<Integer> services() {
    return numbers(services, MOST_SERVICES);
  }

  private CaptionChannels with(int moreLines, long moreServices) {
    return moreLines == lines && moreServices == services
        ? this
        : new CaptionChannels(moreLines, moreServices);
  }

  private static int checked(int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("a caption channel is 1.." + most + ": " + number);
    }
    return number;
  }

  private static List<Integer> numbers(long bits, int most) {
    return IntStream.rangeClosed(1, most).filter(n -> (bits & 1L << n) != 0).boxed().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CaptionChannels that
        && lines == that.lines
        && services == that.services;
  }

  @Override
  public int hashCode() {
    return 31 * lines + Long.hashCode(services);
  }

  @Override
  public String toString() {
    return "CC" + lines() + " SERVICE" + services();
  }
}
