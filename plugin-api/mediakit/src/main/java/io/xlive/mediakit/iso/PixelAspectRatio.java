package io.xlive.mediakit.iso;

import io.xlive.spi.media.Ratio;

/**
 * {@code pasp}: ISO/IEC 14496-12, 12.1.4.
 *
 * @param aspect width to height of a sample
 */
public record PixelAspectRatio(Ratio aspect) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.box("pasp", w -> w.u32(aspect.numerator()).u32(aspect.denominator()));
  }
}
