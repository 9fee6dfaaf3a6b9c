package io.xlive.hls;

import io.xlive.mediakit.iso.EventMessage;
import io.xlive.spi.media.Ticks;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * An event on its way into the media of a track.
 *
 * @param id of its date range
 * @param nanos media time
 * @param event what happens
 */
record PendingEvent(String id, long nanos, TimedEvent event) {
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  /**
   * Whether it goes into media that ends at a media time. A splice is told ahead of its moment,
   * everything else with it.
   */
  boolean due(long endNanos) {
    return event.splice().isPresent() || nanos < endNanos;
  }

  /** The box; one event has one number in all tracks and parts. */
  EventMessage box(int timescale) {
    CRC32 number = new CRC32();
    number.update(id.getBytes(StandardCharsets.US_ASCII));
    long duration =
        event
            .durationNanos()
            .map(length -> Math.min(Ticks.fromNanos(length, timescale), UNKNOWN))
            .orElse(UNKNOWN);
    return new EventMessage(
        timescale,
        Ticks.fromNanos(nanos, timescale),
        duration,
        number.getValue(),
        event.kind().scheme(),
        "",
        event.message());
  }
}
