package io.xlive.hls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Media in memory outside of the heap, shared by all its readers. It lasts until its owner dropped
 * it and its last reader is done. Safe for any thread.
 */
public final class DirectCopy {
  private final DirectMemory memory;
  private final List<ByteBuffer> chunks;
  private final long length;

  /** The owner's and one for each reader; at 0 the chunks are somebody else's. */
  private final AtomicInteger holds = new AtomicInteger(1);

  private final AtomicBoolean dropped = new AtomicBoolean();

  DirectCopy(DirectMemory memory, List<ByteBuffer> chunks, long length) {
    this.memory = memory;
    this.chunks = List.copyOf(chunks);
    this.length = length;
  }

  /** Takes slices of a copy. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes one, read-only; must need it no more when it returns. Who throws may go on looking at
     * it.
     */
    void take(ByteBuffer slice) throws IOException;
  }

  /**
   * Hands a range to a reader, in slices of at most 256 KiB.
   *
   * @return false when the copy is gone: nothing was handed out, and the media is to be had from
   *     where the copy was made
   * @throws IndexOutOfBoundsException when the range is not inside
   * @throws IOException of the reader
   */
  public boolean read(long from, long count, Reader reader) throws IOException {
    Objects.checkFromIndexSize(from, count, length);
    if (!enter()) {
      return false;
    }
    long at = from;
    long end = from + count;
    while (at < end) {
      ByteBuffer chunk = chunks.get((int) (at / DirectMemory.CHUNK));
      int offset = (int) (at % DirectMemory.CHUNK);
      int some = (int) Math.min(DirectMemory.CHUNK - offset, end - at);
      reader.take(chunk.slice(offset, some).asReadOnlyBuffer());
      at += some;
    }
    // Not after a failure: the hold stays, and with it the chunks, until the collector finds them.
    leave();
    return true;
  }

  private boolean enter() {
    int now = holds.get();
    while (now > 0 && !holds.compareAndSet(now, now + 1)) {
      now = holds.get();
    }
    return now > 0;
  }

  private void leave() {
    if (holds.decrementAndGet() == 0) {
      memory.giveBack(chunks);
    }
  }

  /** Whether it should be made anew. */
  boolean dropped() {
    return dropped.get();
  }

  /** Its owner needs it no more. */
  void drop() {
    if (dropped.compareAndSet(false, true)) {
      memory.left(this);
      leave();
    }
  }
}
