package io.xlive.mediakit.iso;

/**
 * {@code mvhd} of a fragmented movie, whose duration nobody knows: ISO/IEC 14496-12, 8.2.2 (version
 * 0).
 *
 * @param timescale ticks per second
 * @param nextTrackId one more than the largest track id
 */
public record MovieHeader(long timescale, int nextTrackId) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.fullBox(
        "mvhd",
        0,
        0,
        w -> {
          w.u32(0).u32(0).u32(timescale).u32(0); // made, changed, timescale, duration
          w.u32(0x10000).u16(0x100).zeros(10); // rate, volume, reserved
          w.unityMatrix().zeros(24).u32(nextTrackId);
        });
  }
}
