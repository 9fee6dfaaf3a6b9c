package io.xlive.hls;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Takes the data frames of one publication into the playlists as date ranges, and into the media of
 * its pictures, or else of its sound, as event messages; as many as the configuration allows. One
 * thread.
 */
final class EventPackager {
  private static final int RADIX = 36;

  private final long epoch;
  private final EventConfig config;
  private final PlaylistWindow window;
  private final SecondBudget budget;
  private long count;
  private long dropped;

  EventPackager(long epoch, EventConfig config, PlaylistWindow window) {
    this.epoch = epoch;
    this.config = config;
    this.window = window;
    this.budget = new SecondBudget(config.maxRate());
  }

  /** Events that were broken, too large or too many. */
  long dropped() {
    return dropped;
  }

  /**
   * Takes a frame of a data track.
   *
   * @param open the newest open segment: its clock counts
   * @param tracks whose media carries events
   */
  void accept(MediaFrame frame, Segment open, Collection<TrackPackager> tracks) {
    if (config.maxListed() == 0 || frame.key()) {
      return;
    }
    Optional<TimedEvent> event = read(frame);
    if (event.isEmpty()) {
      return;
    }
    long nanos = Ticks.toNanos(frame.pts(), frame.format().timescale());
    if (!budget.take(nanos)) {
      dropped++;
      return;
    }
    Instant start = open.zero().plusNanos(nanos);
    String id = Long.toString(epoch, RADIX) + "-" + count++;
    if (window.mark(id, start, event.get())) {
      PendingEvent pending = new PendingEvent(id, nanos, event.get());
      boolean pictures = tracks.stream().anyMatch(TrackPackager::video);
      tracks.stream().filter(t -> t.video() == pictures).forEach(t -> t.announce(pending));
    }
  }

  private Optional<TimedEvent> read(MediaFrame frame) {
    if (frame.payload().length() > config.maxSize().bytes()) {
      dropped++;
      return Optional.empty();
    }
    try {
      return TimedEventReader.read(frame);
    } catch (XliveException e) {
      dropped++;
      return Optional.empty();
    }
  }
}
