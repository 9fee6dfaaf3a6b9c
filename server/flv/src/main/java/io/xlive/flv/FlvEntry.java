package io.xlive.flv;

import io.xlive.spi.media.Bytes;

/**
 * Where a player can begin.
 *
 * @param slab holds the key frame
 * @param index of the key frame in it
 * @param headers the tags that must go before: metadata and sequence starts
 * @param version of the headers
 * @param millis timestamp of the key frame
 */
record FlvEntry(FlvSlab slab, int index, Bytes headers, int version, long millis) {
  /** Number of the key frame's tag in the log. */
  long tag() {
    return slab.tag(index);
  }

  /** Position of it in the log. */
  long position() {
    return slab.position(index);
  }

  /** When it was appended. */
  long nanos() {
    return slab.nanos(index);
  }
}
