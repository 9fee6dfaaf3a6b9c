package io.xlive.stream;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.SubscribeRequest.Start;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of one stream. Those that come wait in a queue until the writer takes them in; those
 * that go leave a mark. So the writer walks an array that only it changes.
 */
final class Readers {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final LiveSubscription[] NONE = {};

  /** Gives a new reader what came before it; the writer's. */
  @FunctionalInterface
  interface Welcome {
    void prefill(FrameRing ring, Start start);
  }

  private final int most;
  private final long slowNanos;
  private final Queue<LiveSubscription> joining = new ConcurrentLinkedQueue<>();
  private final Set<LiveSubscription> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder drops = new LongAdder();
  private volatile boolean joins;
  private volatile boolean leaves;
  private LiveSubscription[] current = NONE;

  Readers(int most, long slowNanos) {
    this.most = most;
    this.slowNanos = slowNanos;
  }

  /** Any thread: a reader wants in. Players are counted, with a ring of their own or without. */
  void join(LiveSubscription reader) {
    if (reader.player().isPresent() && count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw new XliveException(
          SpiError.LIMIT_REACHED,
          "stream "
              + reader.path()
              + " has "
              + most
              + " readers, the most that stream.max-readers allows");
    }
    all.add(reader);
    if (reader.framed()) {
      joining.add(reader);
      joins = true;
    }
  }

  /** Any thread: takes back a reader that nobody took in; false when the writer was faster. */
  boolean withdraw(LiveSubscription reader) {
    boolean first = !reader.framed() || joining.remove(reader);
    if (first) {
      left(reader);
    }
    return first;
  }

  /** Any thread: a reader closed. */
  void left(LiveSubscription reader) {
    if (all.remove(reader)) {
      reader.player().ifPresent(player -> count.decrementAndGet());
      drops.add(reader.dropped());
      if (reader.framed()) {
        leaves = true;
      }
    }
  }

  /** Writer: takes in who came, forgets who went. */
  void settle(Welcome welcome) {
    if (joins) {
      joins = false;
      for (LiveSubscription reader = joining.poll(); reader != null; reader = joining.poll()) {
        Optional<FrameRing> ring = reader.ring();
        if (ring.isPresent()) {
          welcome.prefill(ring.get(), reader.start());
          Optional<MediaFrame> newest = ring.get().newest();
          if (newest.isPresent()) {
            tell(reader, newest.get());
          }
          current = Arrays.copyOf(current, current.length + 1);
          current[current.length - 1] = reader;
        }
      }
    }
    if (leaves) {
      leaves = false;
      current = Arrays.stream(current).filter(r -> !r.closed()).toArray(LiveSubscription[]::new);
    }
  }

  /** Writer: offers a frame to each. */
  void offer(MediaFrame frame, int track, boolean entry, long millis) {
    for (LiveSubscription reader : current) {
      Optional<FrameRing> ring = reader.ring();
      if (ring.isEmpty()) {
        continue;
      }
      FrameRing open = ring.get();
      if (open.offer(frame, track, entry, millis)) {
        tell(reader, frame);
      } else if (open.droppingNanos(frame) > slowNanos) {
        LOG.info(
            "{}: a reader was too slow for stream.slow-reader-timeout and is closed",
            reader.path());
        refuse(reader);
      }
    }
  }

  /** Writer: nothing follows. */
  void finish(EndReason reason) {
    for (LiveSubscription reader : current) {
      finish(reader, reason);
    }
    current = NONE;
    // Whoever comes later sees by itself that the stream is over.
    for (LiveSubscription reader : all) {
      if (!reader.framed()) {
        finish(reader, reason);
      }
    }
  }

  private static void finish(LiveSubscription reader, EndReason reason) {
    try {
      reader.finish(reason);
    } catch (RuntimeException e) {
      LOG.warn("{}: a reader failed at the end of the stream", reader.path(), e);
    }
  }

  /** Players by protocol. */
  Map<String, Integer> viewers() {
    Map<String, Integer> viewers = new TreeMap<>();
    for (LiveSubscription reader : all) {
      reader.player().ifPresent(peer -> viewers.merge(peer.protocol(), 1, Integer::sum));
    }
    return viewers;
  }

  /** Frames dropped for slow readers, those that left included. */
  long drops() {
    long sum = drops.sum();
    for (LiveSubscription reader : all) {
      sum += reader.dropped();
    }
    return sum;
  }

  /**
   * The most that waits for one reader: frames are shared, so this is about what all of them hold.
   */
  long waitingBytes() {
    long largest = 0;
    for (LiveSubscription reader : all) {
      largest = Math.max(largest, reader.ring().map(FrameRing::waitingBytes).orElse(0L));
    }
    return largest;
  }

  private void tell(LiveSubscription reader, MediaFrame frame) {
    try {
      reader.tell(frame);
    } catch (RuntimeException e) {
      LOG.warn("{}: a reader broke its contract and is closed", reader.path(), e);
      refuse(reader);
    }
  }

  /** Ends one reader; the array is cut before the next frame. */
  private void refuse(LiveSubscription reader) {
    reader.cutOff();
    leaves = true;
    try {
      reader.finish(EndReason.REFUSED);
    } catch (RuntimeException e) {
      LOG.debug("{}: a reader failed at its end", reader.path(), e);
    }
  }
}
