package io.xlive.mediakit.iso;

import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ticks;

/**
 * {@code tkhd}: ISO/IEC 14496-12, 8.3.2 (version 0).
 *
 * @param trackId 1 or more
 * @param details gives the picture size; sound has volume instead
 */
public record TrackHeader(int trackId, FormatDetails details) implements Box {
  private static final int ENABLED = 1;
  private static final int IN_MOVIE = 2;

  @Override
  public void write(BoxWriter out) {
    out.fullBox(
        "tkhd",
        0,
        ENABLED | IN_MOVIE,
        w -> {
          w.u32(0).u32(0).u32(trackId).u32(0).u32(0); // made, changed, id, reserved, duration
          w.zeros(8).u16(0); // reserved, layer
          w.u16(details instanceof FormatDetails.Audio ? 1 : 0); // alternate group
          w.u16(details instanceof FormatDetails.Audio ? 0x100 : 0).u16(0); // volume, reserved
          w.unityMatrix();
          if (details instanceof FormatDetails.Video video) {
            w.u32(displayWidth(video) << 16).u32((long) video.height() << 16);
          } else {
            w.u32(0).u32(0);
          }
        });
  }

  /** The width in square samples; what does not fit the 16 bits stays as coded. */
  private static long displayWidth(FormatDetails.Video video) {
    long wide =
        video.aspect().numerator() > 0xFFFF_FFFFL || video.aspect().denominator() > 0xFFFF_FFFFL
            ? video.width()
            : Ticks.rescale(
                video.width(), video.aspect().denominator(), video.aspect().numerator());
    return wide < 1 || wide > 0xFFFF ? video.width() : wide;
  }
}
