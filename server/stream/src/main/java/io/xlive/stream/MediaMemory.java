package io.xlive.stream;

import io.xlive.spi.media.StreamPath;

/** Media that is held outside of the hub, for the memory budget. Safe for any thread. */
@FunctionalInterface
public interface MediaMemory {
  /** Bytes held for all streams. */
  long heldBytes();

  /** Bytes held for one stream; 0 for one that is not known. */
  default long heldBytes(StreamPath path) {
    return 0;
  }

  /**
   * Forgets media that nobody publishes any more, first that which was not asked for longest.
   *
   * @param bytes how many should become free
   * @return how many became free: less when there are no more
   */
  default long release(long bytes) {
    return 0;
  }
}
