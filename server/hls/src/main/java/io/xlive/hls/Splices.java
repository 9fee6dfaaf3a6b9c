package io.xlive.hls;

import io.xlive.mediakit.scte35.SpliceSection;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows which splice belongs to which date range, over publications (RFC 8216bis 4.4.5.1.1): the
 * end of a break is one more tag of the range that its start opened, and a section that is repeated
 * is no event. Used under the window's lock.
 */
final class Splices {
  private static final int MOST = 64;

  private static final Pattern SECTION =
      Pattern.compile(",SCTE35-(OUT|IN|CMD)=0x((?:[0-9A-F]{2})+)$");

  private final Map<Long, Known> known = new LinkedHashMap<>();
  private final Predicate<String> listed;

  /** Knows none yet; {@code listed} tells whether players still see the range of an ID. */
  Splices(Predicate<String> listed) {
    this.listed = listed;
  }

  /** The last section of an event, and its open range. */
  private record Known(Bytes section, Optional<DateRange> open) {}

  /**
   * Takes in a range of before a restart. Its newest section is at the end of its newest tag; one
   * of another kind has none.
   */
  void restore(DateRange range) {
    Matcher found = SECTION.matcher(range.tags().getLast().line());
    if (!found.find()) {
      return;
    }
    Bytes section = Bytes.ofHex(found.group(2));
    try {
      Optional<DateRange> open =
          found.group(1).equals("OUT") ? Optional.of(range) : Optional.empty();
      keep(SpliceSection.parse(section).eventId(), new Known(section, open));
    } catch (XliveException e) {
      // No section: nothing will refer to it.
    }
  }

  private void keep(long eventId, Known splice) {
    known.remove(eventId);
    known.put(eventId, splice);
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /**
   * The date range that a splice makes, or the one that it ends; empty for a repetition.
   *
   * @param id for a range of its own
   */
  Optional<DateRange> range(
      String id, Instant at, TimedEvent event, SpliceSection splice, long nowMillis) {
    Optional<Known> before = Optional.ofNullable(known.get(splice.eventId()));
    if (before.filter(b -> b.section().equals(event.message())).isPresent()) {
      return Optional.empty();
    }
    // A break may run over its plan; an ID that has left does not come back.
    Optional<DateRange> open = before.flatMap(Known::open).filter(r -> listed.test(r.id()));
    DateRange range =
        switch (splice.command()) {
          case OUT -> {
            if (open.isPresent()) {
              yield open.get();
            }
            yield DateRangeText.out(id, at, event, nowMillis);
          }
          case IN ->
              open.map(r -> DateRangeText.in(r, at, event, nowMillis))
                  .orElseGet(() -> DateRangeText.command(id, at, event, nowMillis));
          case OTHER, NONE -> DateRangeText.command(id, at, event, nowMillis);
        };
    boolean opens = splice.command() == SpliceSection.Command.OUT;
    keep(
        splice.eventId(),
        new Known(event.message(), opens ? Optional.of(range) : Optional.empty()));
    return opens && open.isPresent() ? Optional.empty() : Optional.of(range);
  }
}
