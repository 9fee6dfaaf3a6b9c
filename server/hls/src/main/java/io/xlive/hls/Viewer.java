package io.xlive.hls;

import io.xlive.spi.Peer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who plays by fetching files: there as long as requests come. Any thread may tell of
 * requests; that costs no lock and allocates nothing.
 */
public final class Viewer {
  private final long high;
  private final long low;
  private final ViewerId.Protocol protocol;
  private final Peer peer;
  private final long begunMillis;
  private final AtomicLong bytes = new AtomicLong();
  private final Optional<Viewer> itself = Optional.of(this);
  private final PlayerReport report = new PlayerReport();
  private volatile long seenMillis;

  /** The table's: the next one in the same row. */
  volatile @Nullable Viewer next;

  /** The neighbourhood's: whether it is known whom this one follows. */
  private boolean follows;

  Viewer(long high, long low, ViewerId.Protocol protocol, Peer peer, long nowMillis) {
    this.high = high;
    this.low = low;
    this.protocol = protocol;
    this.peer = peer;
    this.begunMillis = nowMillis;
    this.seenMillis = nowMillis;
  }

  boolean is(long otherHigh, long otherLow) {
    return high == otherHigh && low == otherLow;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  ViewerId.Protocol protocol() {
    return protocol;
  }

  Peer peer() {
    return peer;
  }

  Optional<Viewer> itself() {
    return itself;
  }

  /** A request came, or its answer is complete. */
  void seen(long nowMillis) {
    seenMillis = nowMillis;
  }

  /** An answer is complete. */
  void sent(long count) {
    bytes.addAndGet(count);
  }

  /** What its player told last. */
  PlayerReport report() {
    return report;
  }

  long begunMillis() {
    return begunMillis;
  }

  long seenMillis() {
    return seenMillis;
  }

  /** Bytes of complete answers. */
  long bytes() {
    return bytes.get();
  }

  /** Whether this one may be the other after a reload or on another stream; claims it if so. */
  boolean claim(Viewer before) {
    boolean successor =
        !follows
            && this != before
            && begunMillis > before.seenMillis
            && protocol == before.protocol
            && peer.client().equals(before.peer.client());
    follows |= successor;
    return successor;
  }
}
