package io.xlive.mediakit.iso;

/**
 * {@code trex}: ISO/IEC 14496-12, 8.8.3. All defaults are zero: fragments say themselves.
 *
 * @param trackId 1 or more
 */
public record TrackExtends(int trackId) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.fullBox("trex", 0, 0, w -> w.u32(trackId).u32(1).u32(0).u32(0).u32(0));
  }
}
