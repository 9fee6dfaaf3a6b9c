package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bounded memory outside of the heap, for copies of media that many ask for: the kernel takes bytes
 * from there, while the JDK copies those of the heap anew for each reader. Made of chunks of one
 * size, which are used again when nobody reads them any more. A chunk whose reader failed in the
 * middle is not: whoever it handed the chunk to may still look at it, so the collector has to find
 * it first. Safe for any thread; readers take no lock but for the last one of a copy that left.
 */
final class DirectMemory {
  /** Bytes of a chunk, and of a write. Larger ones were slower, smaller ones are more writes. */
  static final int CHUNK = 256 * 1024;

  private final int most;
  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /** Those that are not free, in the order in which they were made. */
  private final Set<DirectCopy> copies = new LinkedHashSet<>();

  private final ReferenceQueue<ByteBuffer> collected = new ReferenceQueue<>();
  private final Set<Reference<ByteBuffer>> chunks = new HashSet<>();

  /**
   * No memory yet.
   *
   * @param bytes never more than this
   */
  DirectMemory(long bytes) {
    this.most = (int) Math.min(bytes / CHUNK, Integer.MAX_VALUE);
  }

  /** Bytes that are taken from the system now, in use or not. */
  synchronized long heldBytes() {
    forgetCollected();
    return (long) CHUNK * chunks.size();
  }

  /**
   * Copies media; the oldest copies make room.
   *
   * @return empty when they do not, since they are read now or the media is too large
   */
  Optional<DirectCopy> copy(List<Bytes> media) {
    long length = 0;
    for (Bytes piece : media) {
      length += piece.length();
    }
    long wanted = (length + CHUNK - 1) / CHUNK;
    if (length == 0 || wanted > most) {
      return Optional.empty();
    }
    List<ByteBuffer> taken = take((int) wanted);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    fill(taken, media);
    DirectCopy copy = new DirectCopy(this, taken, length);
    synchronized (this) {
      copies.add(copy);
    }
    return Optional.of(copy);
  }

  /** All or none. */
  private synchronized List<ByteBuffer> take(int wanted) {
    forgetCollected();
    while (free.size() + most - chunks.size() < wanted && !copies.isEmpty()) {
      copies.iterator().next().drop();
    }
    if (free.size() + most - chunks.size() < wanted) {
      return List.of();
    }
    List<ByteBuffer> taken = new ArrayList<>(wanted);
    try {
      while (taken.size() < wanted) {
        ByteBuffer chunk = free.pollLast();
        taken.add(chunk == null ? made() : chunk.clear());
      }
      return taken;
    } catch (OutOfMemoryError less) {
      // -XX:MaxDirectMemorySize may allow less than the configuration.
      free.addAll(taken);
      return List.of();
    }
  }

  private ByteBuffer made() {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    chunks.add(new PhantomReference<>(chunk, collected));
    return chunk;
  }

  private static void fill(List<ByteBuffer> chunks, List<Bytes> media) {
    int next = 0;
    for (Bytes piece : media) {
      int at = 0;
      while (at < piece.length()) {
        ByteBuffer chunk = chunks.get(next);
        int count = Math.min(chunk.remaining(), piece.length() - at);
        piece.slice(at, count).copyTo(chunk);
        at += count;
        next += chunk.hasRemaining() ? 0 : 1;
      }
    }
  }

  /** The owner of a copy needs it no more. */
  synchronized void left(DirectCopy copy) {
    copies.remove(copy);
  }

  /** Nobody reads them any more. */
  synchronized void giveBack(List<ByteBuffer> unread) {
    free.addAll(unread);
  }

  /**
   * Gives memory back to the system, the copies that were made first go first.
   *
   * @param bytes how many should become free
   * @return how many became free, or will with the next collection
   */
  synchronized long release(long bytes) {
    long freed = shed(bytes);
    while (freed < bytes && !copies.isEmpty()) {
      copies.iterator().next().drop();
      freed += shed(bytes - freed);
    }
    return freed;
  }

  private long shed(long bytes) {
    long freed = 0;
    while (freed < bytes && !free.isEmpty()) {
      ByteBuffer chunk = free.removeLast();
      chunks.removeIf(reference -> reference.refersTo(chunk));
      freed += CHUNK;
    }
    return freed;
  }

  private void forgetCollected() {
    for (Reference<? extends ByteBuffer> gone = collected.poll();
        gone != null;
        gone = collected.poll()) {
      chunks.remove(gone);
    }
  }
}
