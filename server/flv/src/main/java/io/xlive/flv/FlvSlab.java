package io.xlive.flv;

import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tags one behind the other, and which slab follows. One thread appends, any reads: what is below
 * {@link #count} never changes. A slab that no player and no group of pictures points to is
 * garbage.
 */
final class FlvSlab {
  private static final int SIZE = 256 * 1024;
  private static final int MOST_TAGS = 1_024;

  private final ByteBuffer bytes;
  private final int[] ends = new int[MOST_TAGS];
  private final long[] nanos = new long[MOST_TAGS];
  private final long firstTag;
  private final long firstByte;
  private volatile int count;
  private volatile @Nullable FlvSlab next;

  private FlvSlab(long firstTag, long firstByte, int size) {
    this.firstTag = firstTag;
    this.firstByte = firstByte;
    this.bytes = ByteBuffer.allocate(size);
  }

  /** The first one, with room for a tag. */
  static FlvSlab first(int tagLength) {
    return new FlvSlab(0, 0, Math.max(SIZE, tagLength));
  }

  /**
   * Writer: appends a tag to this slab, or to a new one behind it.
   *
   * @param millis the tag's timestamp
   * @param now when, for the age of what waits
   * @return the slab that holds it
   */
  FlvSlab append(FlvMessage message, long millis, long now) {
    int length = FlvWriter.tagLength(message);
    if (count == MOST_TAGS || bytes.remaining() < length) {
      FlvSlab behind =
          new FlvSlab(firstTag + count, firstByte + bytes.position(), Math.max(SIZE, length));
      behind.append(message, millis, now);
      next = behind;
      return behind;
    }
    int at = count;
    FlvWriter.tag(message, millis, bytes);
    ends[at] = bytes.position();
    nanos[at] = now;
    count = at + 1;
    return this;
  }

  /** How many tags it holds. */
  int count() {
    return count;
  }

  /** The slab behind it; once there is one, {@link #count} stays. */
  @Nullable FlvSlab next() {
    return next;
  }

  /** Number of a tag in the whole log. */
  long tag(int index) {
    return firstTag + index;
  }

  /** Position in the whole log of a tag's first byte, or of the end. */
  long position(int index) {
    return firstByte + start(index);
  }

  /** When a tag was appended. */
  long nanos(int index) {
    return nanos[index];
  }

  /** How many tags from {@code index} on have together at most {@code most} bytes; at least one. */
  int fitting(int index, int count, int most) {
    int from = start(index);
    int to = index + 1;
    while (to < count && ends[to] - from <= most) {
      to++;
    }
    return to;
  }

  /** The tags from one to before another. */
  ByteBuffer slice(int from, int to) {
    int start = start(from);
    // The writer's position moves meanwhile; an absolute slice does not look at it.
    return bytes.slice(start, ends[to - 1] - start).asReadOnlyBuffer();
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
