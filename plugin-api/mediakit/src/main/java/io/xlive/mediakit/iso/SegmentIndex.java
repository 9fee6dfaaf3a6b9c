package io.xlive.mediakit.iso;

import java.util.List;

/**
 * {@code sidx}: ISO/IEC 14496-12, 8.16.3 (version 1). Stands before the fragments it lists.
 *
 * @param trackId which track
 * @param timescale ticks per second
 * @param earliestPresentationTime of the first entry in ticks
 * @param entries the fragments, in order and without gaps
 */
public record SegmentIndex(
    int trackId, long timescale, long earliestPresentationTime, List<Entry> entries)
    implements Box {
  public SegmentIndex {
    entries = List.copyOf(entries);
  }

  /**
   * One fragment.
   *
   * @param size its bytes, below 2 GiB
   * @param duration in ticks
   * @param startsWithKey whether it begins with a sync sample (SAP type 1)
   */
  public record Entry(int size, long duration, boolean startsWithKey) {}

  @Override
  public void write(BoxWriter out) {
    out.fullBox(
        "sidx",
        1,
        0,
        w -> {
          w.u32(trackId).u32(timescale).u64(earliestPresentationTime).u64(0).u16(0);
          w.u16(entries.size());
          for (Entry entry : entries) {
            w.u32(entry.size() & 0x7FFF_FFFFL).u32(entry.duration());
            w.u32(entry.startsWithKey() ? 0x9000_0000L : 0);
          }
        });
  }
}
