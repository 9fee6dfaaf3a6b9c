package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one media file in direct memory. It is made when the file is asked for the fourth
 * time, and where there was no room, or others took it, whenever it was asked for twice as often
 * without one: what copying costs is soon saved. Safe for any thread.
 */
final class OftenAsked {
  private static final int OFTEN = 4;

  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable DirectCopy copy;
  private boolean over;

  /**
   * Tells that it is asked for.
   *
   * @param media the same each time
   * @return the copy, if there is one by now
   */
  Optional<DirectCopy> ask(DirectMemory memory, List<Bytes> media) {
    DirectCopy now = copy;
    if (now != null && !now.dropped()) {
      return Optional.of(now);
    }
    int times = asked.incrementAndGet();
    return times >= OFTEN && Integer.bitCount(times) == 1 ? make(memory, media) : Optional.empty();
  }

  private synchronized Optional<DirectCopy> make(DirectMemory memory, List<Bytes> media) {
    if (over) {
      return Optional.empty();
    }
    DirectCopy present = copy;
    if (present != null && !present.dropped()) {
      // Somebody else made it while this one waited.
      return Optional.of(present);
    }
    Optional<DirectCopy> made = memory.copy(media);
    copy = made.orElse(null);
    return made;
  }

  /** The file is gone: there is no copy of it any more. */
  synchronized void forget() {
    over = true;
    DirectCopy last = copy;
    if (last != null) {
      last.drop();
    }
  }
}
