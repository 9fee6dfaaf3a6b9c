package io.xlive.flv;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts over all streams. Any thread. */
final class FlvTotals {
  final AtomicInteger clients = new AtomicInteger();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder tagsDropped = new LongAdder();
  final LongAdder closedSlow = new LongAdder();

  /** Takes a place, or throws when there are {@code most} players already. */
  void enter(int most) {
    if (clients.incrementAndGet() > most) {
      clients.decrementAndGet();
      throw new XliveException(
          SpiError.LIMIT_REACHED,
          "the server has " + most + " FLV players, the most that flv.max-clients allows");
    }
  }
}
