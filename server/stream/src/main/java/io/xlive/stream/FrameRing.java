package io.xlive.stream;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.BufferLimit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What waits for one reader. One producer (the stream's writer), one consumer; no lock, no
 * allocation per frame. It starts small and grows by doubling: the producer links a larger lane,
 * the consumer follows when it has emptied the former.
 *
 * <p>A frame that would exceed the limit is dropped, and so is everything up to the next entry
 * point at which there is room; the frame there has {@link FrameFlags#gap()} set. A frame that
 * comes to an empty ring is always taken.
 */
final class FrameRing {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final int FIRST_CAPACITY = 64;
  private static final int MAX_CAPACITY = 1 << 17;
  private static final long ALL_TRACKS = -1L;

  /** A stretch of slots; {@code start} is the count of the frame in the first one. */
  private static final class Lane {
    final Object[] slots;
    final long[] millis;
    final int mask;
    final long start;

    Lane(int capacity, long start) {
      this.slots = new Object[capacity];
      this.millis = new long[capacity];
      this.mask = capacity - 1;
      this.start = start;
    }

    int index(long count) {
      return (int) (count - start) & mask;
    }
  }

  private final long limitMillis;
  private final long limitBytes;

  // The producer's.
  private Lane head;
  private long offered;
  private long offeredBytes;
  private long prefilled;
  private long prefilledBytes;
  private long prefilledFrom;
  private long prefilledMillis;
  private long awaiting = ALL_TRACKS;
  private long broken;
  private boolean starting = true;
  private boolean dropping;
  private long droppingSince;

  // The consumer's.
  private Lane tail;
  private long taken;

  // Written by one side, read by all.
  private final AtomicLong consumed = new AtomicLong();
  private final AtomicLong consumedBytes = new AtomicLong();
  private final AtomicLong consumedMillis = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong newestMillis = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong producedBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  FrameRing(BufferLimit limit) {
    this.limitMillis = limit.duration().toMillis();
    this.limitBytes = limit.bytes();
    this.head = new Lane(FIRST_CAPACITY, 0);
    this.tail = head;
  }

  /**
   * Producer: puts a frame in, or drops it.
   *
   * @param track its number in the stream, 0..63
   * @param entry whether a reader may begin here
   * @param millis the stream's position
   * @return whether it is in
   */
  boolean offer(MediaFrame frame, int track, boolean entry, long millis) {
    if (frame.format().kind() == TrackKind.DATA && frame.key()) {
      // State is small and would be missed: it passes while frames are dropped.
      return waiting() < MAX_CAPACITY - 1 && put(frame, millis);
    }
    if (starting || dropping) {
      if (!entry || (dropping && over(frame, millis))) {
        return drop(frame, track);
      }
    } else if (over(frame, millis)) {
      dropping = true;
      droppingSince = frame.arrivalNanos();
      awaiting = ALL_TRACKS;
      return drop(frame, track);
    }
    if (awaits(frame, track)) {
      return drop(frame, track);
    }
    MediaFrame marked = marked(frame, track);
    starting = false;
    dropping = false;
    return put(marked, millis);
  }

  /**
   * Producer: puts in a frame of the cache, beyond the limit if need be; before the first {@link
   * #offer}.
   */
  boolean prefill(MediaFrame frame, int track, long millis) {
    if (frame.format().kind() != TrackKind.DATA && awaits(frame, track)) {
      return false;
    }
    if (starting) {
      starting = false;
      prefilledFrom = millis;
    }
    put(frame, millis);
    prefilled = offered;
    prefilledBytes += frame.payload().length();
    prefilledMillis = millis - prefilledFrom;
    return true;
  }

  /** Producer: puts in a state frame before anything else; reading does not begin with it. */
  void state(MediaFrame frame, long millis) {
    put(frame, millis);
    prefilled = offered;
    prefilledBytes += frame.payload().length();
  }

  /** Producer: the frame put in last, if any waits. */
  Optional<MediaFrame> newest() {
    Object slot =
        offered == head.start ? null : SLOT.getVolatile(head.slots, head.index(offered - 1));
    return slot instanceof MediaFrame frame ? Optional.of(frame) : Optional.empty();
  }

  /**
   * Producer: for how many nanoseconds, at a frame's arrival, this reader has been over its limit
   * without a break.
   */
  long droppingNanos(MediaFrame frame) {
    return dropping ? frame.arrivalNanos() - droppingSince : 0;
  }

  /** Consumer: see {@link io.xlive.spi.output.Subscription#drain}. */
  int drain(Consumer<? super MediaFrame> sink, int most) {
    int count = 0;
    while (count < most) {
      int at = tail.index(taken);
      Object slot = SLOT.getVolatile(tail.slots, at);
      if (slot instanceof Lane next) {
        tail = next;
      } else if (slot instanceof MediaFrame frame) {
        SLOT.setRelease(tail.slots, at, (Object) null);
        taken++;
        consumedMillis.setRelease(tail.millis[at]);
        consumedBytes.setRelease(consumedBytes.getPlain() + frame.payload().length());
        consumed.setRelease(taken);
        count++;
        sink.accept(frame);
      } else {
        break;
      }
    }
    return count;
  }

  /** Frames that were dropped since the reader fell behind for the first time. */
  long dropped() {
    return dropped.get();
  }

  /** Payload bytes that wait. */
  long waitingBytes() {
    return Math.max(0, producedBytes.get() - consumedBytes.get());
  }

  /** Media time from the frame taken last to the newest. */
  long waitingMillis() {
    long newest = newestMillis.get();
    long last = consumedMillis.get();
    return newest == Long.MIN_VALUE || last == Long.MIN_VALUE ? 0 : Math.max(0, newest - last);
  }

  private long waiting() {
    return offered - consumed.getAcquire();
  }

  private boolean over(MediaFrame frame, long millis) {
    long gone = consumed.getAcquire();
    long frames = offered - gone;
    if (frames == 0) {
      return false;
    }
    boolean early = gone < prefilled;
    long bytes = offeredBytes - consumedBytes.getAcquire() + frame.payload().length();
    return frames >= MAX_CAPACITY - 1
        || bytes > limitBytes + (early ? prefilledBytes : 0)
        || millis - oldestMillis(gone) > limitMillis + (early ? prefilledMillis : 0);
  }

  private long oldestMillis(long gone) {
    return gone >= head.start ? head.millis[head.index(gone)] : consumedMillis.getAcquire();
  }

  private boolean awaits(MediaFrame frame, int track) {
    long bit = 1L << track;
    if ((awaiting & bit) != 0) {
      if (frame.video() && !frame.key()) {
        return true;
      }
      awaiting &= ~bit;
    }
    return false;
  }

  private boolean drop(MediaFrame frame, int track) {
    if (frame.flags().discontinuity()) {
      broken |= 1L << track;
    }
    if (!starting) {
      dropped.setRelease(dropped.getPlain() + 1);
    }
    return false;
  }

  /**
   * The frame with what this reader must know besides: a loss before it, a break that it did not
   * see.
   */
  private MediaFrame marked(MediaFrame frame, int track) {
    long bit = 1L << track;
    if (!dropping && (broken & bit) == 0) {
      return frame;
    }
    FrameFlags flags = dropping ? frame.flags().withGap() : frame.flags();
    if ((broken & bit) != 0) {
      broken &= ~bit;
      flags = flags.withDiscontinuity();
    }
    return frame.at(frame.dts(), flags);
  }

  private boolean put(MediaFrame frame, long millis) {
    int at = head.index(offered);
    long held = offered - Math.max(consumed.getAcquire(), head.start);
    if (held >= head.mask) {
      Lane next = new Lane((head.mask + 1) * 2, offered);
      SLOT.setVolatile(head.slots, at, next);
      head = next;
      at = 0;
    }
    offered++;
    offeredBytes += frame.payload().length();
    producedBytes.setRelease(offeredBytes);
    newestMillis.setRelease(millis);
    head.millis[at] = millis;
    SLOT.setVolatile(head.slots, at, frame);
    return true;
  }
}
