package io.xlive.mediakit.iso;

import io.xlive.spi.media.ColorDescription;

/**
 * {@code colr} of type {@code nclx}: ISO/IEC 14496-12, 12.1.5.
 *
 * @param color code points of ITU-T H.273
 */
public record ColourInformation(ColorDescription color) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.box(
        "colr",
        w ->
            w.ascii("nclx")
                .u16(color.primaries())
                .u16(color.transfer())
                .u16(color.matrix())
                .u8(color.fullRange() ? 0x80 : 0));
  }
}
