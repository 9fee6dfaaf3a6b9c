package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.List;

/**
 * An audio sample entry: ISO/IEC 14496-12, 12.2.3 (version 0).
 *
 * @param type the sample entry's four characters, as in {@code mp4a}
 * @param channels channelcount
 * @param sampleSize bits per sample; 16 for everything but lossless codecs
 * @param sampleRate samples per second; see {@link #rateField} for rates above 65,535
 * @param config configuration boxes in order, as in {@code Box.of("dOps", format.config())}
 */
public record AudioSampleEntry(
    String type, int channels, int sampleSize, int sampleRate, List<Box> config) implements Box {
  public AudioSampleEntry {
    config = List.copyOf(config);
  }

  /**
   * The whole sample entry as {@code Codec.sampleEntry} gives it, with 16 bits per sample.
   *
   * @throws IllegalArgumentException when the format is not one of an audio track
   */
  public static Bytes of(String type, TrackFormat format, Box... config) {
    return of(type, format, 16, config);
  }

  /** The same for a codec that knows its bits per sample. */
  public static Bytes of(String type, TrackFormat format, int sampleSize, Box... config) {
    if (!(format.details() instanceof FormatDetails.Audio audio)) {
      throw new IllegalArgumentException("not an audio format: " + format.codec());
    }
    return new AudioSampleEntry(
            type, audio.channels(), sampleSize, audio.sampleRate(), List.of(config))
        .bytes();
  }

  @Override
  public void write(BoxWriter out) {
    out.box(
        type,
        w -> {
          w.zeros(6).u16(1); // reserved, data_reference_index
          w.zeros(8); // reserved
          w.u16(channels).u16(sampleSize).zeros(4); // pre_defined, reserved
          w.u16(rateField(sampleRate)).u16(0); // 16.16 fixed point
          config.forEach(w::box);
        });
  }

  /**
   * What goes into the 16 bits there are: a rate above 65,535 is halved until it fits, as 96000
   * becomes 48000; 0 when that does not come out even (Encapsulation of FLAC in ISO BMFF, 3.3.1:
   * readers take the codec's own configuration).
   */
  static int rateField(int sampleRate) {
    int rate = sampleRate;
    while (rate > 0xFFFF) {
      if (rate % 2 != 0) {
        return 0;
      }
      rate /= 2;
    }
    return rate;
  }
}
