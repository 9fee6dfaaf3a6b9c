package io.xlive.mediakit.iso;

/**
 * {@code btrt}: ISO/IEC 14496-12, 8.5.2.
 *
 * @param bufferSize decoding buffer in bytes; 0 when unknown
 * @param maximum bits per second in any one second
 * @param average bits per second over all
 */
public record BitRate(long bufferSize, long maximum, long average) implements Box {
  @Override
  public void write(BoxWriter out) {
    out.box("btrt", w -> w.u32(bufferSize).u32(maximum).u32(average));
  }
}
