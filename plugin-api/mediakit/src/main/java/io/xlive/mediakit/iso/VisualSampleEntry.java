package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import java.util.List;

/**
 * A video sample entry: ISO/IEC 14496-12, 12.1.3. What a codec adds are its type and its
 * configuration boxes; picture size, aspect and colour come from the format's details.
 *
 * @param type the sample entry's four characters, as in {@code avc1}
 * @param video the format's details
 * @param config configuration boxes in order, as in {@code Box.of("avcC", format.config())}
 */
public record VisualSampleEntry(String type, FormatDetails.Video video, List<Box> config)
    implements Box {
  public VisualSampleEntry {
    config = List.copyOf(config);
  }

  /**
   * The whole sample entry as {@code Codec.sampleEntry} gives it.
   *
   * @throws IllegalArgumentException when the format is not one of a video track
   */
  public static Bytes of(String type, TrackFormat format, Box... config) {
    if (!(format.details() instanceof FormatDetails.Video video)) {
      throw new IllegalArgumentException("not a video format: " + format.codec());
    }
    return new VisualSampleEntry(type, video, List.of(config)).bytes();
  }

  @Override
  public void write(BoxWriter out) {
    out.box(
        type,
        w -> {
          w.zeros(6).u16(1); // reserved, data_reference_index
          w.zeros(16); // pre_defined, reserved
          w.u16(video.width()).u16(video.height());
          w.u32(0x480000).u32(0x480000).u32(0); // 72 dpi, reserved
          w.u16(1).zeros(32); // frame_count, no compressor name
          w.u16(0x18).u16(0xFFFF); // depth, pre_defined
          config.forEach(w::box);
          if (!square(video.aspect())) {
            w.box(new PixelAspectRatio(video.aspect()));
          }
          color(w, video.color());
        });
  }

  private static void color(BoxWriter out, ColorDescription color) {
    if (color.specified()) {
      out.box(new ColourInformation(color));
    }
    color.masteringDisplay().ifPresent(content -> out.box(Box.of("mdcv", content)));
    color.contentLight().ifPresent(content -> out.box(Box.of("clli", content)));
  }

  private static boolean square(Ratio aspect) {
    return aspect.numerator() == aspect.denominator();
  }
}
