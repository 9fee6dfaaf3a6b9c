package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

  /** A break that begins: its length is a plan. */
  static DateRange out(String id, Instant at, TimedEvent event, long nowMillis) {
    StringBuilder out = begin(id, event.name(), at);
    event
        .durationNanos()
        .ifPresent(nanos -> out.append(",PLANNED-DURATION=").append(MediaPlaylist.seconds(nanos)));
    out.append(",SCTE35-OUT=").append(hex(event.message()));
    return new DateRange(
        id,
        at,
        event.durationNanos().map(at::plusNanos),
        List.of(new DateRange.Tag(nowMillis, out.toString())));
  }

  /** A break that ends: one more tag of its range. */
  static DateRange in(DateRange open, Instant at, TimedEvent event, long nowMillis) {
    Instant end = at.isBefore(open.start()) ? open.start() : at;
    long nanos = Duration.between(open.start(), end).toNanos();
    StringBuilder out = new StringBuilder(128);
    out.append("#EXT-X-DATERANGE:ID=\"").append(open.id());
    out.append("\",START-DATE=\"").append(MediaPlaylist.date(open.start()));
    out.append("\",DURATION=").append(MediaPlaylist.seconds(nanos));
    out.append(",SCTE35-IN=").append(hex(event.message()));
    return open.with(Optional.of(end), new DateRange.Tag(nowMillis, out.toString()));
  }

  /** Any other splice. */
  static DateRange command(String id, Instant at, TimedEvent event, long nowMillis) {
    StringBuilder out = begin(id, event.name(), at);
    event
        .durationNanos()
        .ifPresent(nanos -> out.append(",PLANNED-DURATION=").append(MediaPlaylist.seconds(nanos)));
    out.append(",SCTE35-CMD=").append(hex(event.message()));
    return new DateRange(
        id, at, Optional.of(at), List.of(new DateRange.Tag(nowMillis, out.toString())));
  }

  private static String hex(Bytes bytes) {
    return "0x" + bytes.toHex().toUpperCase(Locale.ROOT);
  }

  private static StringBuilder begin(String id, String name, Instant start) {
    StringBuilder out = new StringBuilder(128);
    out.append("#EXT-X-DATERANGE:ID=\"").append(id);
    out.append("\",CLASS=\"").append(name);
    return out.append("\",START-DATE=\"").append(MediaPlaylist.date(start)).append('"');
  }
}
