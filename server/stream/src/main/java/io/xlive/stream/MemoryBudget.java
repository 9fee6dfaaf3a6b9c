package io.xlive.stream;

import io.xlive.spi.ByteSize;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much media may be in memory. New publications are refused before old ones suffer: at 90 %,
 * and at 95 % old ones have to go.
 */
final class MemoryBudget {
  private static final int FULL_PERCENT = 90;
  private static final int OVERFULL_PERCENT = 95;

  /** What the server itself takes of the heap, about: of a small one that is the greater part. */
  private static final long SERVER_BYTES = 64L << 20;

  private final long most;
  private final LongSupplier held;

  MemoryBudget(Optional<ByteSize> configured, LongSupplier held) {
    this.most = configured.map(ByteSize::bytes).orElse(share(Runtime.getRuntime().maxMemory()));
    this.held = held;
  }

  /** What media may take of a heap: half of what the server leaves, and an eighth at least. */
  static long share(long heap) {
    return Math.max((heap - SERVER_BYTES) / 2, heap / 8);
  }

  /** Throws when there is no room for one stream more. */
  void admit() {
    long now = held.getAsLong();
    if (now >= most / 100 * FULL_PERCENT) {
      throw new XliveException(
          SpiError.LIMIT_REACHED,
          "the streams hold "
              + now
              + " bytes of media, 90 % of the "
              + most
              + " that stream.memory allows");
    }
  }

  /** By how many bytes new publications are kept out; 0 when there is room. */
  long shortage() {
    return Math.max(0, held.getAsLong() - most / 100 * FULL_PERCENT + 1);
  }

  /** Bytes above 90 % once 95 % are reached, else 0. */
  long excess() {
    long now = held.getAsLong();
    return now >= most / 100 * OVERFULL_PERCENT ? now - most / 100 * FULL_PERCENT + 1 : 0;
  }

  /** Bytes that may be held. */
  long most() {
    return most;
  }
}
