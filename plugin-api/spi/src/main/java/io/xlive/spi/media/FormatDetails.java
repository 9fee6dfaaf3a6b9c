package io.xlive.spi.media;

import java.util.Optional;

/** What a codec reads from its configuration record. */
public sealed interface FormatDetails {

  /**
   * The RFC 6381 string for CODECS attributes, as in {@code avc1.64001f}; empty for data tracks.
   */
  String codecString();

  /**
   * A video track.
   *
   * @param codecString see {@link FormatDetails#codecString()}
   * @param width displayed width in pixels after cropping, before the sample aspect ratio, 1..16384
   * @param height displayed height, 1..16384
   * @param aspect sample aspect ratio; 1:1 when square or unknown
   * @param frameRate what the bit stream declares, in frames per second; empty when it does not
   * @param color colour description
   * @param interlaced whether pictures may be fields
   */
  record Video(
      String codecString,
      int width,
      int height,
      Ratio aspect,
      Optional<Ratio> frameRate,
      ColorDescription color,
      boolean interlaced)
      implements FormatDetails {
    public Video {
      if (width < 1 || width > 16_384 || height < 1 || height > 16_384) {
        throw new IllegalArgumentException(
            "picture size must be 1..16384: " + width + "x" + height);
      }
    }
  }

  /**
   * An audio track.
   *
   * @param codecString see {@link FormatDetails#codecString()}
   * @param sampleRate output samples per second (after SBR where the stream says so), 1..768000
   * @param channels output channels, 1..255
   * @param samplesPerFrame samples that one frame decodes to at {@code sampleRate}; 0 when frames
   *     differ
   * @param language RFC 5646 tag, when the publisher gave one
   * @param layout which channel is which speaker, when the publisher said so; it fits {@code
   *     channels}
   */
  record Audio(
      String codecString,
      int sampleRate,
      int channels,
      int samplesPerFrame,
      Optional<String> language,
      Optional<ChannelLayout> layout)
      implements FormatDetails {
    public Audio {
      if (sampleRate < 1 || sampleRate > 768_000 || channels < 1 || channels > 255) {
        throw new IllegalArgumentException(
            "sample rate 1..768000, channels 1..255: " + sampleRate + ", " + channels);
      }
      if (layout.isPresent() && !layout.get().fits(channels)) {
        throw new IllegalArgumentException(
            "a layout of another number of channels than " + channels + ": " + layout.get());
      }
    }

    /** What a codec knows: nothing on speakers beyond their number. */
    public Audio(
        String codecString,
        int sampleRate,
        int channels,
        int samplesPerFrame,
        Optional<String> language) {
      this(codecString, sampleRate, channels, samplesPerFrame, language, Optional.empty());
    }

    /** The same in a language that somebody named. */
    public Audio withLanguage(String tag) {
      return new Audio(
          codecString, sampleRate, channels, samplesPerFrame, Optional.of(tag), layout);
    }

    /**
     * The same with a layout that was declared apart from the configuration record. One that does
     * not fit becomes {@link ChannelLayout#UNSPECIFIED}.
     *
     * @param count how many channels there are, 1..255
     */
    public Audio withLayout(int count, ChannelLayout declared) {
      return new Audio(
          codecString,
          sampleRate,
          count,
          samplesPerFrame,
          language,
          Optional.of(declared.fits(count) ? declared : ChannelLayout.UNSPECIFIED));
    }
  }

  /**
   * A text or metadata track.
   *
   * @param codecString see {@link FormatDetails#codecString()}; often empty
   * @param scheme what the payloads are, as in {@code amf0} or a URN
   */
  record Metadata(String codecString, String scheme) implements FormatDetails {}
}
