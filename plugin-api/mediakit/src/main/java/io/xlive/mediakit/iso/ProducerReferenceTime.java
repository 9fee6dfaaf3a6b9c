package io.xlive.mediakit.iso;

import java.time.Instant;

/**
 * {@code prft}: ISO/IEC 14496-12, 8.16.5 (version 1). Stands before a {@code moof}.
 *
 * @param trackId which track
 * @param time wall clock when the sample at {@code mediaTime} was written
 * @param mediaTime decoding time in ticks of the track
 */
public record ProducerReferenceTime(int trackId, Instant time, long mediaTime) implements Box {
  /** Seconds from 1900, where NTP starts, to 1970. */
  private static final long NTP_EPOCH = 2_208_988_800L;

  private static final int WRITTEN_TO_FRAGMENT = 4;

  @Override
  public void write(BoxWriter out) {
    out.fullBox(
        "prft",
        1,
        WRITTEN_TO_FRAGMENT,
        w ->
            w.u32(trackId)
                .u32(time.getEpochSecond() + NTP_EPOCH)
                .u32(((long) time.getNano() << 32) / 1_000_000_000L)
                .u64(mediaTime));
  }
}
