package io.xlive.spi.media;

/**
 * What a consumer must know of a frame before it looks inside. There are only a few combinations;
 * {@link #of} hands out shared instances, so comparing by reference works and no frame allocates
 * one.
 */
public final class FrameFlags {
  private static final int KEY_BIT = 1;
  private static final int DISPOSABLE_BIT = 2;
  private static final int DISCONTINUITY_BIT = 4;
  private static final int GAP_BIT = 8;
  private static final FrameFlags[] ALL = new FrameFlags[16];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new FrameFlags(i);
    }
  }

  /** An ordinary frame: others before it are needed. */
  public static final FrameFlags NONE = ALL[0];

  /**
   * Decoding can start here. Every frame of an audio track is a key frame. On a data track it marks
   * state ({@code onMetaData}): the last one is kept and given to late readers first.
   */
  public static final FrameFlags KEY = ALL[KEY_BIT];

  /** No other frame refers to this one: the first to go when room is short. */
  public static final FrameFlags DISPOSABLE = ALL[DISPOSABLE_BIT];

  private final int bits;

  private FrameFlags(int bits) {
    this.bits = bits;
  }

  /** The shared instance of a combination. */
  public static FrameFlags of(boolean key, boolean disposable) {
    return ALL[(key ? KEY_BIT : 0) | (disposable ? DISPOSABLE_BIT : 0)];
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return (bits & KEY_BIT) != 0;
  }

  /** Whether no other frame refers to this one. */
  public boolean disposable() {
    return (bits & DISPOSABLE_BIT) != 0;
  }

  /** Whether time stamps do not continue those of the frame before it on this track. */
  public boolean discontinuity() {
    return (bits & DISCONTINUITY_BIT) != 0;
  }

  /** Whether frames before this one were dropped for this reader (it was too slow). */
  public boolean gap() {
    return (bits & GAP_BIT) != 0;
  }

  /** The same with {@link #discontinuity()} set. */
  public FrameFlags withDiscontinuity() {
    return ALL[bits | DISCONTINUITY_BIT];
  }

  /** The same with {@link #gap()} set. */
  public FrameFlags withGap() {
    return ALL[bits | GAP_BIT];
  }

  @Override
  public String toString() {
    return (key() ? "K" : "-")
        + (disposable() ? "d" : "-")
        + (discontinuity() ? "D" : "-")
        + (gap() ? "g" : "-");
  }
}
