package io.xlive.stream;

import io.xlive.spi.ByteSize;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much media may be in memory. New publications are refused before old ones suffer. */
final class MemoryBudget {
  private static final int FULL_PERCENT = 90;

  private final long most;
  private final LongSupplier held;

  MemoryBudget(Optional<ByteSize> configured, LongSupplier held) {
    this.most = configured.map(ByteSize::bytes).orElse(Runtime.getRuntime().maxMemory() / 2);
    this.held = held;
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
}
