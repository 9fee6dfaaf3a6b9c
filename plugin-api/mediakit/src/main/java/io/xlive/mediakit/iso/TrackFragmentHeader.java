package io.xlive.mediakit.iso;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code tfhd} with default-base-is-moof: ISO/IEC 14496-12, 8.8.7.
 *
 * @param trackId 1 or more
 * @param duration default sample duration, when all samples have it
 * @param flags default sample flags, when all samples have them
 */
public record TrackFragmentHeader(int trackId, OptionalLong duration, OptionalInt flags)
    implements Box {
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int DEFAULT_BASE_IS_MOOF = 0x20000;

  @Override
  public void write(BoxWriter out) {
    int present =
        DEFAULT_BASE_IS_MOOF
            | (duration.isPresent() ? DEFAULT_DURATION : 0)
            | (flags.isPresent() ? DEFAULT_FLAGS : 0);
    out.fullBox(
        "tfhd",
        0,
        present,
        w -> {
          w.u32(trackId);
          duration.ifPresent(w::u32);
          flags.ifPresent(w::u32);
        });
  }
}
