package io.xlive.mediakit.iso;

/**
 * {@code tfdt} with 64 bits: ISO/IEC 14496-12, 8.8.12.
 *
 * @param baseMediaDecodeTime decoding time of the fragment's first sample in ticks of the track, 0
 *     or more
 */
public record TrackFragmentDecodeTime(long baseMediaDecodeTime) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.fullBox("tfdt", 1, 0, w -> w.u64(baseMediaDecodeTime));
  }
}
