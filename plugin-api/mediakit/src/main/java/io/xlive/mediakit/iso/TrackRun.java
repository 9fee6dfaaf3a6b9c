package io.xlive.mediakit.iso;

import io.xlive.spi.media.MediaFrame;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code trun} with signed composition offsets: ISO/IEC 14496-12, 8.8.8 (version 1). A column that
 * is the same for all samples is left out; the fragment header has it then.
 *
 * @param frames the samples, one or more
 * @param lastDuration duration of the last one in ticks; the others last until the next
 * @param dataOffset from the start of the {@code moof} to the first sample's bytes
 */
record TrackRun(List<MediaFrame> frames, long lastDuration, int dataOffset) implements Box {
  private static final int DATA_OFFSET = 0x1;
  private static final int DURATION = 0x100;
  private static final int SIZE = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSET = 0x800;

  @Override
  public void write(BoxWriter out) {
    boolean durations = commonDuration().isEmpty();
    boolean flags = commonFlags().isEmpty();
    boolean offsets = frames.stream().anyMatch(f -> f.ptsOffset() != 0);
    int columns =
        DATA_OFFSET
            | SIZE
            | (durations ? DURATION : 0)
            | (flags ? FLAGS : 0)
            | (offsets ? COMPOSITION_OFFSET : 0);
    out.fullBox(
        "trun",
        1,
        columns,
        w -> {
          w.u32(frames.size()).u32(dataOffset);
          for (int i = 0; i < frames.size(); i++) {
            MediaFrame frame = frames.get(i);
            if (durations) {
              w.u32(duration(i));
            }
            w.u32(frame.payload().length());
            if (flags) {
              w.u32(SampleFlags.of(frame));
            }
            if (offsets) {
              w.u32(frame.ptsOffset());
            }
          }
        });
  }

  /** The duration that all samples have, if they have one. */
  OptionalLong commonDuration() {
    for (int i = 0; i < frames.size(); i++) {
      if (duration(i) != lastDuration) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(lastDuration);
  }

  /** The flags that all samples have, if they have the same. */
  OptionalInt commonFlags() {
    int first = SampleFlags.of(frames.getFirst());
    return frames.stream().allMatch(f -> SampleFlags.of(f) == first)
        ? OptionalInt.of(first)
        : OptionalInt.empty();
  }

  private long duration(int index) {
    long duration =
        index == frames.size() - 1
            ? lastDuration
            : frames.get(index + 1).dts() - frames.get(index).dts();
    if (duration < 0 || duration > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("a sample lasts 0..2^32-1 ticks: " + duration);
    }
    return duration;
  }
}
