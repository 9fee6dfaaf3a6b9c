package io.xlive.mediakit.iso;

/**
 * {@code mfhd}: ISO/IEC 14496-12, 8.8.5.
 *
 * @param sequenceNumber grows from fragment to fragment; the low 32 bits count
 */
public record MovieFragmentHeader(long sequenceNumber) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.fullBox("mfhd", 0, 0, w -> w.u32(sequenceNumber));
  }
}
