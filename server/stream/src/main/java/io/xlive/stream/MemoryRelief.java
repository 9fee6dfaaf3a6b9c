package io.xlive.stream;

import io.xlive.spi.ingest.EndReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room when media take 95 % of the budget: what ended streams left behind goes first, then
 * the streams that hold most are ended until no more than 90 % would be left. {@link #look} is for
 * one thread, the rest for any.
 */
final class MemoryRelief {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryRelief.class);

  /** Looks after which an ended stream has left memory, so that not another one has to go too. */
  private static final int PATIENCE = 5;

  private final MemoryBudget budget;
  private final MediaMemory elsewhere;
  private final Supplier<Collection<LiveStream>> streams;
  private final AtomicLong ended = new AtomicLong();
  private int patience;

  MemoryRelief(
      MemoryBudget budget, MediaMemory elsewhere, Supplier<Collection<LiveStream>> streams) {
    this.budget = budget;
    this.elsewhere = elsewhere;
    this.streams = streams;
  }

  /** Streams that were ended for the others' sake, since the start. */
  long ended() {
    return ended.get();
  }

  /** Forgets what ended streams left behind where a new one has no room beside it. */
  void makeRoom() {
    long shortage = budget.shortage();
    if (shortage > 0) {
      elsewhere.release(shortage);
    }
  }

  /** Looks whether room has to be made, and makes it. To be called several times a second. */
  void look() {
    patience = Math.max(0, patience - 1);
    long excess = budget.excess();
    if (excess == 0) {
      return;
    }
    long left = excess - elsewhere.release(excess);
    if (left > 0 && patience == 0) {
      patience = PATIENCE;
      endTheLargest(left);
    }
  }

  private void endTheLargest(long bytes) {
    // Sizes change while one looks; a sort wants them to stand still.
    record Candidate(LiveStream stream, long size) {}
    ToLongFunction<LiveStream> size =
        stream -> stream.heldBytes() + elsewhere.heldBytes(stream.path());
    List<Candidate> largestFirst =
        streams.get().stream()
            .map(stream -> new Candidate(stream, size.applyAsLong(stream)))
            .sorted(Comparator.comparingLong(Candidate::size).reversed())
            .toList();
    long left = bytes;
    for (Candidate next : largestFirst) {
      if (left <= 0) {
        return;
      }
      LOG.warn(
          "{}: ended by the server: media take 95 % of the {} bytes that stream.memory allows, and"
              + " this stream held most, {} bytes",
          next.stream().path(), budget.most(), next.size());
      ended.incrementAndGet();
      next.stream().end(EndReason.REFUSED);
      left -= next.size();
    }
  }
}
