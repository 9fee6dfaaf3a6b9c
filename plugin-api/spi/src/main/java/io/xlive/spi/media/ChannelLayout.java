package io.xlive.spi.media;

import java.util.Objects;

/**
 * Which channel of an audio track is which speaker, as a publisher declared it. Source: Enhanced
 * RTMP v2, Enhanced Audio (AudioChannelOrder, AudioChannelMask, AudioChannel). Immutable.
 *
 * <p>Speakers are numbered as there: 0 front left, 1 front right, 2 front centre, 3 low frequency,
 * 4 back left, 5 back right, 6 front left of centre, 7 front right of centre, 8 back centre, 9 side
 * left, 10 side right, 11 top centre, 12 to 14 top front left, centre, right, 15 to 17 top back
 * left, centre, right, 18 low frequency 2, 19 top side left, 20 top side right, 21 to 23 bottom
 * front centre, left, right; higher ones are reserved.
 */
public sealed interface ChannelLayout {
  /** Only the number of channels is known. */
  ChannelLayout UNSPECIFIED = new Unspecified();

  /**
   * Whether a track with so many channels can have this layout.
   *
   * @param channels 1..255
   */
  boolean fits(int channels);

  /** Nothing beyond the number of channels is known. */
  record Unspecified() implements ChannelLayout {
    @Override
    public boolean fits(int channels) {
      return true;
    }
  }

  /**
   * Channels come in the order of the speakers' numbers.
   *
   * @param mask which speakers there are: bit n for number n; at least one
   */
  record Native(int mask) implements ChannelLayout {
    public Native {
      if (mask == 0) {
        throw new IllegalArgumentException("a layout has at least one speaker");
      }
    }

    @Override
    public boolean fits(int channels) {
      return Integer.bitCount(mask) == channels;
    }
  }

  /**
   * Channels come in an order of their own.
   *
   * @param speakers for each channel the number of its speaker, a byte each, 1..255 of them; 0xFE
   *     for a channel that is not used, 0xFF for one that is not known
   */
  record Custom(Bytes speakers) implements ChannelLayout {
    public Custom {
      Objects.requireNonNull(speakers, "speakers");
      if (speakers.isEmpty() || speakers.length() > 255) {
        throw new IllegalArgumentException("channels 1..255: " + speakers.length());
      }
    }

    @Override
    public boolean fits(int channels) {
      return speakers.length() == channels;
    }
  }
}
