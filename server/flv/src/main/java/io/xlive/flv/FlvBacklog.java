package io.xlive.flv;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one player: a place in the log, and headers that go before it. Used by whoever
 * holds the player's turn.
 */
final class FlvBacklog {
  /** A larger heap buffer is copied again at each attempt to write it to a slow player. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  private final Deque<ByteBuffer> headers = new ArrayDeque<>();
  private @Nullable FlvSlab slab;
  private int index;
  private int version = -1;
  private boolean begun;
  private long parkedAt;

  /** What the player begins with reaches to here, and counts as no delay of its own. */
  private long grace;

  private long graceBytes;
  private long graceNanos;

  /**
   * Goes on at a key frame; tells headers when they are not those of before.
   *
   * @return how many tags are lost by it
   */
  long jump(FlvEntry entry) {
    long lost = begun ? entry.tag() - tag() : 0;
    begun = true;
    slab = entry.slab();
    index = entry.index();
    if (version != entry.version() && !entry.headers().isEmpty()) {
      headers.clear();
      headers.add(entry.headers().asByteBuffer());
    }
    version = entry.version();
    return lost;
  }

  /** Something to be sent before all else. */
  void first(ByteBuffer header) {
    headers.addFirst(header);
  }

  /** All up to the end of the log came before the player did. */
  void joined(long tags, long bytes, long nanos) {
    grace = tags;
    graceBytes = bytes;
    graceNanos = nanos;
  }

  /** Waits for a key frame. */
  void park() {
    FlvSlab at = slab;
    if (at != null) {
      parkedAt = at.tag(index);
      slab = null;
    }
  }

  /** Whether it waits for a key frame. */
  boolean parked() {
    return slab == null;
  }

  /** The number of the next tag, or of the first one lost. */
  long tag() {
    FlvSlab at = slab;
    return at == null ? parkedAt : at.tag(index);
  }

  /** Whether more waits than the limits allow. */
  boolean over(FlvConfig config, long position, long now) {
    settle();
    FlvSlab at = slab;
    if (at == null || index >= at.count()) {
      return false;
    }
    boolean early = at.tag(index) < grace;
    return position - at.position(index) > config.queueBytes().bytes() + (early ? graceBytes : 0)
        || now - at.nanos(index) > config.queueTime().toNanos() + (early ? graceNanos : 0);
  }

  /** Takes what goes out in one write; empty when nothing waits. */
  @Nullable ByteBuffer next() {
    ByteBuffer header = headers.poll();
    if (header != null) {
      return header;
    }
    settle();
    FlvSlab at = slab;
    if (at == null) {
      return null;
    }
    int count = at.count();
    if (index >= count) {
      return null;
    }
    int to = at.fitting(index, count, MOST_AT_ONCE);
    ByteBuffer bytes = at.slice(index, to);
    index = to;
    return bytes;
  }

  /** Moves into the next slab when this one is read to its end. */
  private void settle() {
    FlvSlab at = slab;
    while (at != null) {
      FlvSlab next = at.next();
      if (index < at.count() || next == null) {
        return;
      }
      slab = next;
      index = 0;
      at = next;
    }
  }
}
