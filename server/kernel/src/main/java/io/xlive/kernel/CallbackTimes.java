package io.xlive.kernel;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The calls into one plugin that are under way on media threads. A caller takes a free slot, near
 * one that its thread alone would use, by a compare-and-set: no lock, nothing allocated. Of more
 * calls at once than slots the rest is not timed.
 */
final class CallbackTimes {
  /** Stands for a call that is not timed. */
  static final int NONE = -1;

  private static final int SLOTS = 64;

  /** Longs from one slot to the next: a cache line, so that event loops do not share any. */
  private static final int STRIDE = 8;

  private static final int PROGRESS = 1;

  private final AtomicLongArray slots = new AtomicLongArray(SLOTS * STRIDE);
  private final AtomicReferenceArray<String> callbacks = new AtomicReferenceArray<>(SLOTS);
  private final long[] seen = new long[SLOTS];
  private final long[] seenAt = new long[SLOTS];
  private final boolean[] told = new boolean[SLOTS];

  /** Hears of calls that do not return. */
  @FunctionalInterface
  interface Stuck {
    void told(String callback);
  }

  CallbackTimes() {
    for (int i = 0; i < SLOTS; i++) {
      callbacks.set(i, "");
    }
  }

  /** Takes a slot for a call that begins now. */
  int begin(String callback, long now, long progress) {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < SLOTS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      // Zero is a free slot; a nanosecond more or less does not matter.
      if (slots.get(slot * STRIDE) == 0
          && slots.compareAndSet(slot * STRIDE, 0, now == 0 ? 1 : now)) {
        slots.setPlain(slot * STRIDE + PROGRESS, progress);
        callbacks.setRelease(slot, callback);
        return slot;
      }
    }
    return NONE;
  }

  /** When the call of a slot began. */
  long began(int slot) {
    return slots.getPlain(slot * STRIDE);
  }

  /** The server's progress when it began. */
  long progressThen(int slot) {
    return slots.getPlain(slot * STRIDE + PROGRESS);
  }

  /** Frees a slot. */
  void end(int slot) {
    slots.setRelease(slot * STRIDE, 0);
  }

  /** Tells of each call, once, that is under way for that long; for the one thread that watches. */
  void look(long progress, long most, Stuck stuck) {
    for (int slot = 0; slot < SLOTS; slot++) {
      long began = slots.getAcquire(slot * STRIDE);
      if (began == 0 || began != seen[slot]) {
        seen[slot] = began;
        seenAt[slot] = progress;
        told[slot] = false;
      } else if (!told[slot] && progress - seenAt[slot] > most) {
        told[slot] = true;
        stuck.told(callbacks.getAcquire(slot));
      }
    }
  }
}
