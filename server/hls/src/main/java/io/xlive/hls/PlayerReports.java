package io.xlive.hls;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What the players of one stream told of themselves (CTA-5004). Any thread. */
final class PlayerReports {
  private final LongAdder reports = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder stalls = new LongAdder();

  /** A request came with a report. */
  void take(Cmcd told, Optional<Viewer> viewer, long nowMillis) {
    reports.increment();
    boolean stall =
        viewer.isPresent() ? viewer.get().report().take(told, nowMillis) : told.starved();
    if (stall) {
      stalls.increment();
    }
  }

  /** A request came with a report that is malformed. */
  void ignore() {
    ignored.increment();
  }

  /** All of it. */
  HlsStats.Players stats(Iterable<Viewer> viewers) {
    Mean buffer = new Mean();
    Mean throughput = new Mean();
    for (Viewer viewer : viewers) {
      buffer.add(viewer.report().bufferMillis());
      throughput.add(viewer.report().throughputKbit());
    }
    return new HlsStats.Players(
        reports.sum(), ignored.sum(), stalls.sum(), buffer.get(), throughput.get());
  }

  /** Of those that told. */
  private static final class Mean {
    private long sum;
    private long count;

    void add(int value) {
      if (value >= 0) {
        sum += value;
        count++;
      }
    }

    Optional<Long> get() {
      return count == 0 ? Optional.empty() : Optional.of(sum / count);
    }
  }
}
