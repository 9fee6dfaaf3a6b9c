package io.xlive.hls;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes EXT-X-DATERANGE tags (RFC 8216bis 4.4.5.1). */
final class DateRangeText {
  private DateRangeText() {}

  /** The range of an event, listed now. */
  static DateRange range(String id, Instant start, TimedEvent event, long nowMillis) {
    StringBuilder out = begin(id, event.name(), start);
    event
        .durationNanos()
        .ifPresent(nanos -> out.append(",DURATION=").append(MediaPlaylist.seconds(nanos)));
    event
        .attributes()
        .forEach((name, value) -> out.append(',').append(name).append('=').append(value));
    Optional<Instant> end = Optional.of(start.plusNanos(event.durationNanos().orElse(0L)));
    return new DateRange(id, start, end, List.of(new DateRange.Tag(nowMillis, out.toString())));
  }

  private static StringBuilder begin(String id, String name, Instant start) {
    StringBuilder out = new StringBuilder(128);
    out.append("#EXT-X-DATERANGE:ID=\"").append(id);
    out.append("\",CLASS=\"").append(name);
    return out.append("\",START-DATE=\"").append(MediaPlaylist.date(start)).append('"');
  }
}
