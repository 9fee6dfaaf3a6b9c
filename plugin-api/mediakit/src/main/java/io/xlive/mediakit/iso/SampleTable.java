package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;

/**
 * {@code stbl} of a fragmented track: one sample description and empty tables. ISO/IEC 14496-12,
 * 8.5 to 8.7; ISO/IEC 23000-19, 7.5.12.
 *
 * @param sampleEntry the whole sample entry box
 */
public record SampleTable(Bytes sampleEntry) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.box(
        "stbl",
        stbl ->
            stbl.fullBox("stsd", 0, 0, w -> w.u32(1).bytes(sampleEntry))
                .fullBox("stts", 0, 0, w -> w.u32(0))
                .fullBox("stsc", 0, 0, w -> w.u32(0))
                .fullBox("stsz", 0, 0, w -> w.u32(0).u32(0))
                .fullBox("stco", 0, 0, w -> w.u32(0)));
  }
}
